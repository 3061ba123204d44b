import { QueryTypes, type Sequelize } from 'sequelize';
import { orUnavailable } from './failures';

export interface AuditEntry {
  eventId: string;
  topic: string;
  key: string;
  payload: unknown;
  occurredAt: Date;
  traceId: string | undefined;
  partition: number;
  /** Kafka's offset, a 64-bit number as text. */
  offset: string;
}

export interface AuditLog {
  /**
   * Stores the entry once per event id.
   * @returns false when the event was stored before
   * Throws DependencyUnavailableError when the database is away.
   */
  append(entry: AuditEntry): Promise<boolean>;
}

const INSERT = `
  INSERT INTO audit_log (event_id, topic, key, payload, occurred_at, trace_id, kafka_partition, kafka_offset)
  VALUES ($eventId, $topic, $key, $payload, $occurredAt, $traceId, $partition, $offset)
  ON CONFLICT (event_id) DO NOTHING
  RETURNING event_id`;

/** The audit_log table. */
export function auditLog(sequelize: Sequelize): AuditLog {
  return {
    async append({
      payload,
      traceId = null,
      ...entry
    }: Omit<AuditEntry, 'traceId'> & { traceId?: string | null | undefined }) {
      const stored = await orUnavailable(() =>
        sequelize.query(INSERT, {
          type: QueryTypes.SELECT,
          bind: { ...entry, traceId, payload: JSON.stringify(payload) },
        }),
      );
      return stored.length === 1;
    },
  };
}

import { trace } from '@opentelemetry/api';
import type { AuditLog } from '../db/audit-log';
import { EVENT_TOPIC_NAMES } from '../events/topics';
import type { EventHandler } from './received-record';

export const AUDIT_LOG = 'audit-log';

/** Writes every event to the audit log, once. */
export function auditLogWriter(auditLog: AuditLog): EventHandler {
  return {
    group: AUDIT_LOG,
    topics: EVENT_TOPIC_NAMES,
    async handle({ id, topic, key, payload, occurredAt, partition, offset }) {
      const traceId = trace.getActiveSpan()?.spanContext().traceId;
      const isNew = await auditLog.append({
        eventId: id,
        topic,
        key,
        payload,
        occurredAt,
        traceId,
        partition,
        offset,
      });
      return isNew ? 'processed' : 'duplicate';
    },
  };
}

import type { Client } from 'pg';
import { orUnavailable } from '../db/failures';
import { idOf } from './place';
import type { Decision, DecisionStore } from './ports';

interface DecisionRow extends Decision {
  partition: number;
  offset: string;
}

const ALL = `
  SELECT kafka_partition AS partition, kafka_offset AS "offset", decision, reason, decided_at AS "decidedAt"
    FROM dead_letter_decisions`;

const FIRST = `
  INSERT INTO dead_letter_decisions (kafka_partition, kafka_offset, decision, reason)
  VALUES ($1, $2, $3, $4)
  ON CONFLICT (kafka_partition, kafka_offset) DO NOTHING`;

const ANEW = `
  INSERT INTO dead_letter_decisions (kafka_partition, kafka_offset, decision, reason)
  VALUES ($1, $2, $3, $4)
  ON CONFLICT (kafka_partition, kafka_offset)
  DO UPDATE SET decision = excluded.decision, reason = excluded.reason, decided_at = clock_timestamp()`;

/**
 * The table dead_letter_decisions. The client must be connected, and nobody else's. Each call throws
 * DependencyUnavailableError when the database is away.
 */
export function decisionTable(client: Client): DecisionStore {
  return {
    async all() {
      const { rows } = await orUnavailable(() => client.query<DecisionRow>(ALL));
      return new Map(rows.map(({ partition, offset, ...decision }) => [idOf({ partition, offset }), decision]));
    },
    async decide({ partition, offset }, { decision, reason }, { anew }, work) {
      await orUnavailable(() => client.query('BEGIN'));
      try {
        // Whoever else decides about the same place waits here until this transaction has ended.
        const { rowCount } = await orUnavailable(() =>
          client.query(anew ? ANEW : FIRST, [partition, offset, decision, reason]),
        );
        if (rowCount === 1) await work?.();
        await orUnavailable(() => client.query('COMMIT'));
        return rowCount === 1;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    },
  };
}

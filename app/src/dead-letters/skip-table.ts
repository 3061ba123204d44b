import type { Client } from 'pg';
import { orUnavailable } from '../db/failures';
import type { SkipDesk } from './ports';

const ORDER = `
  INSERT INTO record_skips (consumer_group, topic, kafka_partition, kafka_offset, reason)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (consumer_group, topic, kafka_partition, kafka_offset) DO NOTHING`;

const IS_DONE = `
  SELECT done_at IS NOT NULL AS "isDone" FROM record_skips
   WHERE consumer_group = $1 AND topic = $2 AND kafka_partition = $3 AND kafka_offset = $4`;

/**
 * The table record_skips, as operators work on it. The client must be connected, and nobody else's. Each call throws
 * DependencyUnavailableError when the database is unavailable.
 */
export function skipTable(client: Client): Pick<SkipDesk, 'order' | 'isDone'> {
  return {
    async order({ group, topic, partition, offset, reason }) {
      await orUnavailable(() => client.query(ORDER, [group, topic, partition, offset, reason]));
    },
    async isDone({ group, topic, partition, offset }) {
      const { rows } = await orUnavailable(() =>
        client.query<{ isDone: boolean }>(IS_DONE, [group, topic, partition, offset]),
      );
      return rows[0]?.isDone === true;
    },
  };
}

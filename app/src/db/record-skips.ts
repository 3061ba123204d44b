import { QueryTypes, type Sequelize } from 'sequelize';
import type { SkipOrder } from '../consumer/skip-orders';
import type { SkipOrderStore } from '../consumer/skip-order-watch';
import { orUnavailable } from './failures';

const OPEN = `
  SELECT consumer_group AS "group", topic, kafka_partition AS "partition", kafka_offset AS "offset", reason
    FROM record_skips WHERE done_at IS NULL ORDER BY ordered_at DESC LIMIT 1000`;

const DONE = `
  UPDATE record_skips SET done_at = clock_timestamp()
   WHERE consumer_group = $group AND topic = $topic AND kafka_partition = $partition AND kafka_offset = $offset`;

/** The table record_skips, as consumers work on it. */
export function recordSkips(sequelize: Sequelize): SkipOrderStore {
  return {
    open: () => orUnavailable(() => sequelize.query<SkipOrder>(OPEN, { type: QueryTypes.SELECT })),
    async markDone({ group, topic, partition, offset }) {
      const bind = { group, topic, partition, offset };
      await orUnavailable(() => sequelize.query(DONE, { bind }));
    },
  };
}

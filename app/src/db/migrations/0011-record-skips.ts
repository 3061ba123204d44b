import type { Migration } from './migration';

export const recordSkips: Migration = {
  name: '0011-record-skips',
  sql: `
    -- What operators had consumer groups leave behind, and why. An order without done_at is still to be carried out.
    CREATE TABLE record_skips (
      consumer_group   text        NOT NULL,
      topic            text        NOT NULL,
      kafka_partition  integer     NOT NULL,
      kafka_offset     bigint      NOT NULL,
      reason           text        NOT NULL,
      ordered_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
      done_at          timestamptz,
      PRIMARY KEY (consumer_group, topic, kafka_partition, kafka_offset)
    );

    CREATE INDEX record_skips_open ON record_skips (ordered_at) WHERE done_at IS NULL;
  `,
};

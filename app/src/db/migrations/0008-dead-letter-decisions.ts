import type { Migration } from './migration';

export const deadLetterDecisions: Migration = {
  name: '0008-dead-letter-decisions',
  sql: `
    -- What an operator did with a record of the dead-letter topic, which itself only grows. A record without a row waits.
    CREATE TABLE dead_letter_decisions (
      kafka_partition integer     NOT NULL,
      kafka_offset    bigint      NOT NULL,
      decision        text        NOT NULL CHECK (decision IN ('replayed', 'dropped')),
      reason          text,
      decided_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (kafka_partition, kafka_offset)
    );
  `,
};

import type { Migration } from './migration';

export const auditLog: Migration = {
  name: '0003-audit-log',
  sql: `
    CREATE TABLE audit_log (
      event_id         uuid        PRIMARY KEY,
      topic            text        NOT NULL,
      key              text        NOT NULL,
      payload          jsonb       NOT NULL,
      occurred_at      timestamptz NOT NULL,
      trace_id         text,
      kafka_partition  integer     NOT NULL,
      kafka_offset     bigint      NOT NULL,
      recorded_at      timestamptz NOT NULL DEFAULT clock_timestamp()
    );

    CREATE INDEX audit_log_key ON audit_log (key, occurred_at);
  `,
};

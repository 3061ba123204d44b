import type { Migration } from './migration';

export const outbox: Migration = {
  name: '0002-outbox',
  sql: `
    CREATE TABLE outbox (
      id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      event_id     uuid        NOT NULL UNIQUE,
      topic        text        NOT NULL,
      key          text        NOT NULL,
      payload      jsonb       NOT NULL,
      occurred_at  timestamptz NOT NULL,
      traceparent  text,
      tracestate   text,
      created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
      published_at timestamptz,
      parked_at    timestamptz,
      error        text
    );

    CREATE INDEX outbox_pending ON outbox (id) WHERE published_at IS NULL AND parked_at IS NULL;
    CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;

    -- Wakes the relay when the transaction commits; PostgreSQL sends one notification for equal ones of a transaction.
    CREATE FUNCTION outbox_notify() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify('outbox', '');
      RETURN NULL;
    END
    $$;

    CREATE TRIGGER outbox_notify AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify();
  `,
};

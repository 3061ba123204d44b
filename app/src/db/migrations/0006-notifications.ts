import type { Migration } from './migration';

export const notifications: Migration = {
  name: '0006-notifications',
  sql: `
    CREATE TABLE notifications (
      id             uuid        PRIMARY KEY,
      -- One notification for each event that asks for one, however often it is delivered.
      cause_event_id uuid        NOT NULL CONSTRAINT notifications_cause_unique UNIQUE,
      user_id        uuid        NOT NULL CONSTRAINT notifications_user_fk REFERENCES users (id),
      kind           text        NOT NULL CHECK (kind IN ('reminder', 'assignment')),
      task_id        uuid        NOT NULL,
      title          text        NOT NULL,
      created_at     timestamptz NOT NULL
    );

    CREATE INDEX notifications_page ON notifications (user_id, created_at DESC, id DESC);
  `,
};

import type { Migration } from './migration';

export const activity: Migration = {
  name: '0007-activity',
  sql: `
    ALTER TABLE audit_log
      ADD COLUMN user_id text GENERATED ALWAYS AS (coalesce(payload ->> 'ownerId', payload ->> 'userId')) STORED;

    CREATE INDEX audit_log_activity ON audit_log (user_id, occurred_at DESC, event_id DESC);
  `,
};

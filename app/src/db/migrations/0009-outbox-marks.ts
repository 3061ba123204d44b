import type { Migration } from './migration';

export const outboxMarks: Migration = {
  name: '0009-outbox-marks',
  sql: `
    -- Each mark of the relay had to be written to it; the deletion of old rows goes by their ids now.
    DROP INDEX outbox_published;
  `,
};

import type { Migration } from './migration';

export const assignmentsAndReminders: Migration = {
  name: '0004-assignments-and-reminders',
  sql: `
    ALTER TABLE tasks
      ADD COLUMN assignee_id     uuid CONSTRAINT tasks_assignee_fk REFERENCES users (id),
      -- The due_at that a reminder was raised for; a task that is moved to another time is reminded of again.
      ADD COLUMN reminded_due_at timestamptz;

    CREATE INDEX tasks_assigned ON tasks (assignee_id, created_at DESC, id DESC)
     WHERE deleted_at IS NULL AND assignee_id IS NOT NULL;
    CREATE INDEX tasks_to_remind_of ON tasks (due_at)
     WHERE status = 'open' AND deleted_at IS NULL AND reminded_due_at IS DISTINCT FROM due_at;
  `,
};

import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { writeEvent } from '../outbox/write-event';
import type { InTransaction } from '../tasks/ports';
import type { DueTask, ReminderChangeSet } from '../tasks/reminders';
import { orUnavailable } from './failures';

// As the index tasks_to_remind_of has it. The database's clock decides, which all processes share.
const TO_REMIND_OF = `status = 'open' AND deleted_at IS NULL AND reminded_due_at IS DISTINCT FROM due_at`;

const LOCK_DUE = `
  SELECT id, owner_id AS "ownerId", title, assignee_id AS "assigneeId", due_at AS "dueAt", updated_at AS "updatedAt"
    FROM tasks
   WHERE ${TO_REMIND_OF} AND due_at <= statement_timestamp()
   ORDER BY due_at
   LIMIT $limit
     FOR UPDATE SKIP LOCKED`;

const MARK = 'UPDATE tasks SET reminded_due_at = due_at WHERE id = $taskId';

// Of a task that is due and was left out above, since somebody else has it, nothing is said here: it is looked for again.
const UNTIL_NEXT_DUE = `
  SELECT ceil(extract(epoch FROM min(due_at) - statement_timestamp()) * 1000)::float8 AS milliseconds
    FROM tasks
   WHERE ${TO_REMIND_OF} AND due_at > statement_timestamp()`;

/** Runs work in a transaction that reminds of due tasks. Throws DependencyUnavailableError when the database is away. */
export function reminderTransactions(sequelize: Sequelize): InTransaction<ReminderChangeSet> {
  return (work) => orUnavailable(() => sequelize.transaction((transaction) => work(changeSet(sequelize, transaction))));
}

function changeSet(sequelize: Sequelize, transaction: Transaction): ReminderChangeSet {
  return {
    lockDueTasks: (limit) =>
      sequelize.query<DueTask>(LOCK_DUE, { type: QueryTypes.SELECT, transaction, bind: { limit } }),
    async markReminded(taskId) {
      await sequelize.query(MARK, { transaction, bind: { taskId } });
    },
    recordEvent: (event) => writeEvent(sequelize, transaction, event),
  };
}

/**
 * Milliseconds until the next open task is due; undefined when none will be. Throws DependencyUnavailableError when the
 * database is away.
 */
export async function untilNextDue(sequelize: Sequelize): Promise<number | undefined> {
  const [row] = await orUnavailable(() =>
    sequelize.query<{ milliseconds: number | null }>(UNTIL_NEXT_DUE, { type: QueryTypes.SELECT }),
  );
  return row?.milliseconds ?? undefined;
}

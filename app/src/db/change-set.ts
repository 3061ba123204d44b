import { Op, type Sequelize, type Transaction, type WhereOptions } from 'sequelize';
import { AppError } from '../errors';
import { writeEvent } from '../outbox/write-event';
import type { InTransaction, TaskChangeSet } from '../tasks/ports';
import type { Task } from '../tasks/task';
import type { TokenChangeSet, UserChangeSet } from '../users/ports';
import { orUnavailable, violatesForeignKey, violatesUnique } from './failures';
import type { Models, TaskRow } from './models';
import { ownedOrAssigned, toTask } from './task-reader';
import { tokenChanges } from './token-changes';

/** The writes of one transaction, over every table a use case may change. */
export type ChangeSet = TaskChangeSet & UserChangeSet & TokenChangeSet;

/**
 * Runs work in a transaction whose writes are the methods of the change set; there is no ambient transaction. Throws
 * DependencyUnavailableError when the database is away, also when it went away while committing: the change may then
 * have been stored.
 */
export function transactions(sequelize: Sequelize, models: Models): InTransaction<ChangeSet> {
  return (work) =>
    orUnavailable(() => sequelize.transaction((transaction) => work(changeSet(sequelize, models, transaction))));
}

function changeSet(sequelize: Sequelize, { tasks, users }: Models, transaction: Transaction): ChangeSet {
  async function lock(where: WhereOptions<TaskRow>): Promise<Task | undefined> {
    const row = await tasks.findOne({
      where: { [Op.and]: [where, { deletedAt: null }] },
      transaction,
      lock: transaction.LOCK.UPDATE,
    });
    return row ? toTask(row) : undefined;
  }

  return {
    ...tokenChanges(sequelize, transaction),
    async insertTask(task) {
      try {
        await tasks.create(task, { transaction, returning: false });
      } catch (error) {
        if (!violatesForeignKey(error, 'tasks_owner_fk')) throw error;
        throw new AppError('invalid_token', 'The user of this access token does not exist', { cause: error });
      }
    },
    lockTask: (ownerId, taskId) => lock({ id: taskId, ownerId }),
    lockSharedTask: (userId, taskId) => lock({ [Op.and]: [{ id: taskId }, ownedOrAssigned(userId)] }),
    async saveTask(task) {
      const { title, description, status, priority, dueAt, tags, assigneeId, updatedAt, completedAt } = task;
      try {
        await tasks.update(
          { title, description, status, priority, dueAt, tags, assigneeId, updatedAt, completedAt },
          { where: { id: task.id }, transaction },
        );
      } catch (error) {
        if (!violatesForeignKey(error, 'tasks_assignee_fk')) throw error;
        throw new AppError('assignee_not_found', 'There is no such user to give the task to', { cause: error });
      }
    },
    async markTaskDeleted(taskId, deletedAt) {
      await tasks.update({ deletedAt, updatedAt: deletedAt }, { where: { id: taskId }, transaction });
    },
    async insertUser(user, passwordHash) {
      try {
        await users.create({ ...user, passwordHash }, { transaction, returning: false });
      } catch (error) {
        if (!violatesUnique(error, 'users_email_unique')) throw error;
        throw new AppError('email_taken', 'This e-mail address is already registered', { cause: error });
      }
    },
    recordEvent: (event) => writeEvent(sequelize, transaction, event),
  };
}

import type { Sequelize, Transaction } from 'sequelize';
import { AppError } from '../errors';
import { writeEvent } from '../outbox/write-event';
import type { InTransaction, TaskChangeSet } from '../tasks/ports';
import type { UserChangeSet } from '../users/ports';
import { orUnavailable, violatesForeignKey, violatesUnique } from './failures';
import type { Models } from './models';
import { toTask } from './task-reader';

/** The writes of one transaction, over every table a use case may change. */
export type ChangeSet = TaskChangeSet & UserChangeSet;

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
  return {
    async insertTask(task) {
      try {
        await tasks.create(task, { transaction, returning: false });
      } catch (error) {
        if (!violatesForeignKey(error, 'tasks_owner_fk')) throw error;
        throw new AppError('invalid_token', 'The user of this access token does not exist', { cause: error });
      }
    },
    async lockTask(ownerId, taskId) {
      const row = await tasks.findOne({
        where: { id: taskId, ownerId, deletedAt: null },
        transaction,
        lock: transaction.LOCK.UPDATE,
      });
      return row ? toTask(row) : undefined;
    },
    async saveTask(task) {
      const { title, description, status, priority, dueAt, tags, updatedAt, completedAt } = task;
      await tasks.update(
        { title, description, status, priority, dueAt, tags, updatedAt, completedAt },
        { where: { id: task.id }, transaction },
      );
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

import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { AppError } from '../errors';
import type { NotificationChangeSet } from '../notifications/ports';
import { writeEvent } from '../outbox/write-event';
import type { InTransaction } from '../tasks/ports';
import { orUnavailable, violatesForeignKey } from './failures';

// Whichever of its two unique columns is there already: one follows from the other.
const INSERT = `
  INSERT INTO notifications (id, cause_event_id, user_id, kind, task_id, title, created_at)
  VALUES ($id, $causeEventId, $userId, $kind, $taskId, $title, $createdAt)
  ON CONFLICT DO NOTHING
  RETURNING id`;

/** Runs work in a transaction that delivers a notification. Throws DependencyUnavailableError when the database is away. */
export function notificationTransactions(sequelize: Sequelize): InTransaction<NotificationChangeSet> {
  return (work) => orUnavailable(() => sequelize.transaction((transaction) => work(changeSet(sequelize, transaction))));
}

function changeSet(sequelize: Sequelize, transaction: Transaction): NotificationChangeSet {
  return {
    async insertNotification(notification) {
      try {
        const bind = { ...notification };
        const inserted = await sequelize.query(INSERT, { type: QueryTypes.SELECT, transaction, bind });
        return inserted.length === 1;
      } catch (error) {
        if (!violatesForeignKey(error, 'notifications_user_fk')) throw error;
        throw new AppError('user_not_found', 'the user to notify does not exist', { cause: error });
      }
    },
    recordEvent: (event) => writeEvent(sequelize, transaction, event),
  };
}

import { QueryTypes, type Sequelize } from 'sequelize';
import type { NotificationReader, ReceivedNotification } from '../users/notifications';
import { orUnavailable } from './failures';
import { pageBinds } from './page-binds';

// In the order of the index notifications_page, which it reads no further than the page.
const PAGE = `
  SELECT id, kind, task_id AS "taskId", title, created_at AS "createdAt"
    FROM notifications
   WHERE user_id = $userId AND (created_at, id) < ($at, $id)
   ORDER BY created_at DESC, id DESC
   LIMIT $limit`;

/** What users were told. Throws DependencyUnavailableError when the database is away. */
export function notificationReader(sequelize: Sequelize): NotificationReader {
  return {
    listNotifications: (userId, page) =>
      orUnavailable(() =>
        sequelize.query<ReceivedNotification>(PAGE, { type: QueryTypes.SELECT, bind: { userId, ...pageBinds(page) } }),
      ),
  };
}

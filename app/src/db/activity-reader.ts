import { QueryTypes, type Sequelize } from 'sequelize';
import type { ActivityEntry, ActivityReader } from '../users/activity';
import { orUnavailable } from './failures';
import { pageBinds } from './page-binds';

// In the order of the index audit_log_activity, which it reads no further than the page.
const PAGE = `
  SELECT event_id AS "eventId", topic AS type, occurred_at AS "occurredAt",
         payload ->> 'taskId' AS "taskId", payload ->> 'title' AS title
    FROM audit_log
   WHERE user_id = $userId AND (occurred_at, event_id) < ($at, $id)
   ORDER BY occurred_at DESC, event_id DESC
   LIMIT $limit`;

/** A user's part of the audit log. Throws DependencyUnavailableError when the database is away. */
export function activityReader(sequelize: Sequelize): ActivityReader {
  return {
    listActivity: (userId, page) =>
      orUnavailable(() =>
        sequelize.query<ActivityEntry>(PAGE, { type: QueryTypes.SELECT, bind: { userId, ...pageBinds(page) } }),
      ),
  };
}

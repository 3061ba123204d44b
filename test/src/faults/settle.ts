import type { Admin } from 'kafkajs';
import type { Database } from '../platform/database';
import { eventually } from '../platform/eventually';
import { endOffsets, withAdmin, type Offsets } from '../platform/kafka-reader';

/** The events that tell of what a user of a round did. */
export const ROUND_TOPICS = [
  'user.registered',
  'task.created',
  'task.updated',
  'task.assigned',
  'task.completed',
  'task.deleted',
];

/** The event that says that a user was told of something. */
export const NOTICE_TOPIC = 'notification.sent';

/** The groups whose effects the oracle looks at. */
const GROUPS = ['audit-log', 'activity-projector', 'notifier'];

const WAITING = 'SELECT count(*)::int AS left FROM outbox WHERE published_at IS NULL AND parked_at IS NULL';

/** Between the notifier and the notification lies Dapr's topic, whose records stand in no group's lag here. */
const UNTOLD = `
  SELECT count(*)::int AS left FROM audit_log
   WHERE topic = 'task.assigned' AND user_id = ANY ($1)
     AND NOT EXISTS (SELECT 1 FROM notifications WHERE cause_event_id = event_id)`;

/**
 * Waits until nothing is under way: no event waits in the outbox, the groups have handled whatever the topics held then, and of the
 * users' assignments people were told. What is not told when `timeout` milliseconds are over is left to the judge.
 * @returns where the topics ended
 * @throws Error that says what else is still under way then
 */
export async function settle(database: Database, userIds: readonly string[], timeout: number): Promise<Offsets> {
  await handled(database, timeout);
  await eventually(() => refuseAny(database, UNTOLD, [userIds]), { timeout }).catch(() => undefined);
  // The notifications are events, too.
  return handled(database, timeout);
}

async function handled(database: Database, timeout: number): Promise<Offsets> {
  await eventually(() => refuseAny(database, WAITING, []), { timeout });
  return withAdmin(async (admin) => {
    const ends = await endOffsets(admin, [...ROUND_TOPICS, NOTICE_TOPIC]);
    for (const group of GROUPS) await eventually(() => refuseLag(admin, group, ends), { timeout });
    return ends;
  });
}

async function refuseAny(database: Database, sql: string, values: readonly unknown[]): Promise<void> {
  const [row] = await database.rows<{ left: number }>(sql, values);
  if (row?.left !== 0) throw new Error(`${row?.left ?? 0} left of: ${sql.trim()}`);
}

async function refuseLag(admin: Admin, groupId: string, ends: Offsets): Promise<void> {
  const committed = await admin.fetchOffsets({ groupId, topics: [...ROUND_TOPICS, NOTICE_TOPIC] });
  const behind = committed.flatMap(({ topic, partitions }) =>
    partitions.flatMap(({ partition, offset }) => {
      const place = `${topic} ${partition}`;
      // Of a topic that a group does not read it has no offset.
      return BigInt(offset) >= 0n && BigInt(offset) < (ends.get(place) ?? 0n) ? [place] : [];
    }),
  );
  if (behind.length > 0) throw new Error(`${groupId} has not handled all of ${behind.join(', ')}`);
}

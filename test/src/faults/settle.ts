import type { Admin } from 'kafkajs';
import type { Database } from '../platform/database';
import { eventually } from '../platform/eventually';
import { endOffsets, withAdmin, type Offsets } from '../platform/kafka-reader';

/** The events that tell of what a user of a round did. */
export const ROUND_TOPICS = ['user.registered', 'task.created', 'task.updated', 'task.completed', 'task.deleted'];

/** The groups whose effects the oracle looks at. */
const GROUPS = ['audit-log', 'activity-projector'];

/**
 * Waits until nothing is under way: no event waits in the outbox, and the groups have handled whatever the topics held then.
 * @returns where the topics ended
 * @throws Error that says what is still under way, when `timeout` milliseconds are over
 */
export async function settle(database: Database, timeout: number): Promise<Offsets> {
  await eventually(
    async () => {
      const [row] = await database.rows<{ waiting: number }>(
        'SELECT count(*)::int AS waiting FROM outbox WHERE published_at IS NULL AND parked_at IS NULL',
      );
      if (row?.waiting !== 0) throw new Error(`${row?.waiting ?? 0} events wait in the outbox`);
    },
    { timeout },
  );
  return withAdmin(async (admin) => {
    const ends = await endOffsets(admin, ROUND_TOPICS);
    for (const group of GROUPS) await eventually(() => refuseLag(admin, group, ends), { timeout });
    return ends;
  });
}

async function refuseLag(admin: Admin, groupId: string, ends: Offsets): Promise<void> {
  const committed = await admin.fetchOffsets({ groupId, topics: ROUND_TOPICS });
  const behind = committed.flatMap(({ topic, partitions }) =>
    partitions.flatMap(({ partition, offset }) => {
      const place = `${topic} ${partition}`;
      // Of a topic that a group does not read it has no offset.
      return BigInt(offset) >= 0n && BigInt(offset) < (ends.get(place) ?? 0n) ? [place] : [];
    }),
  );
  if (behind.length > 0) throw new Error(`${groupId} has not handled all of ${behind.join(', ')}`);
}

import { Database } from '../platform/database';
import { supervisor, waitUntilAllReady } from '../platform/processes';
import { settle } from '../faults/settle';

/** What would handle the benchmarks' events, or send others, while they are measured. */
const NOISY = ['consumer', 'traffic'];
const SETTLE_MS = 300_000;

/**
 * Runs work while the platform has nothing else to do: consumer and traffic stand still. Afterwards they run again if they did, and
 * once the consumer has handled what is left the audit log's rows of `work`'s users are removed.
 * @param work notes the users whose events it sends, also when it fails
 */
export async function onQuietPlatform(
  work: (note: (userIds: readonly string[]) => void) => Promise<void>,
): Promise<void> {
  await waitUntilAllReady();
  const users: string[] = [];
  const stopped: string[] = [];
  try {
    for (const name of NOISY) {
      if (!(await supervisor.state(name)).running) continue;
      stopped.push(name);
      await supervisor.stop(name);
    }
    await work((userIds) => users.push(...userIds));
  } finally {
    for (const name of stopped) await supervisor.start(name);
    await waitUntilAllReady();
    await forget(users);
  }
}

async function forget(userIds: readonly string[]): Promise<void> {
  const database = await Database.open();
  try {
    await settle(database, userIds, SETTLE_MS);
    await database.rows('DELETE FROM audit_log WHERE user_id = ANY ($1)', [userIds]);
  } finally {
    await database.close();
  }
}

import { z } from 'zod';
import { Database } from '../platform/database';
import { eventually } from '../platform/eventually';
import type { Journal } from '../platform/journal';
import { supervisor } from '../platform/processes';
import { storedSummary } from '../platform/redis';
import type { Verdict } from './judge';
import { underLoad } from './under-load';

const RECOVERY_MS = 120_000;

export interface Round {
  /** The process that was killed. */
  readonly process: string;
  /** From the kill until it runs and is ready again, and a change made since then has had all its effects. */
  readonly recoverySeconds: number;
  readonly verdict: Verdict;
}

/**
 * One round: people work, a process is killed by SIGKILL while they do, the supervisor starts it again, and people work on.
 * @param before changes that are acknowledged before the kill, which decides the moment of it
 * @throws Error when the platform does not recover, or a request is refused
 */
export async function runRound(process: string, before: number): Promise<Round> {
  const { result: recoverySeconds, verdict } = await underLoad(async (load, probe) => {
    await load.acknowledgedMore(before);
    const seconds = await killAndRecover(process, probe);
    await load.acknowledgedMore(before);
    return seconds;
  });
  return { process, recoverySeconds, verdict };
}

/** @returns seconds */
async function killAndRecover(name: string, probe: Journal): Promise<number> {
  const waiting = { timeout: RECOVERY_MS };
  const killed = await supervisor.kill(name);
  const begin = performance.now();
  await eventually(async () => {
    const { pid, ready } = await supervisor.state(name);
    if (!ready || pid === killed) throw new Error(`${name} is not ready again`);
  }, waiting);
  // Each attempt has a title of its own, by which it is found if it was stored without an answer.
  let attempts = 0;
  const taskId = await eventually(() => probe.create(`After the return, attempt ${(attempts += 1)}`), waiting);
  const database = await eventually(() => Database.open(), waiting);
  try {
    await eventually(() => expectEffects(database, probe.account.id, taskId), waiting);
  } finally {
    await database.close();
  }
  return (performance.now() - begin) / 1_000;
}

async function expectEffects(database: Database, userId: string, taskId: string): Promise<void> {
  const rows = await database.rows('SELECT 1 FROM audit_log WHERE key = $1', [taskId]);
  if (rows.length === 0) throw new Error('a change after the return is not in the audit log');
  const [made] = await database.rows<{ total: number }>(
    'SELECT count(*)::int AS total FROM tasks WHERE owner_id = $1',
    [userId],
  );
  const summary = z
    .object({ total: z.number() })
    .optional()
    .parse(await storedSummary(userId));
  if (summary?.total !== made?.total) throw new Error('a change after the return is not in the summary');
}

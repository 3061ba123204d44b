import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import type { Fault, FaultContext } from './fault';
import { besideSessions, endSessions, openSession } from './postgres-session';

/** Between two locks, for those who waited: they would be given up after five seconds. */
const GAP_MS = 300;
/** Of the time that a lock is held; who comes while it is held waits for the rest of it. */
const FELT_SHARE = 0.5;

/**
 * A session locks a table of the application again and again, so that whoever needs it waits for up to so long. The lock goes with the
 * session, and the session with this process, so that nothing is left of it when the drill dies.
 */
export function tableLocked(
  { table, milliseconds }: Extract<FaultSpec, { name: 'table-locked' }>,
  { settings }: FaultContext,
): Fault {
  let stopping = new AbortController();
  let locking: Promise<void> | undefined;
  return {
    title: `a session locks the table ${table} for ${milliseconds} ms again and again`,
    async inject() {
      stopping = new AbortController();
      locking = lockUntilStopped(await openSession(settings), lockFor(table, milliseconds), stopping.signal);
    },
    async missing() {
      const slowest = await besideSessions(settings, (client) =>
        slowestRead(client, table, 2 * (milliseconds + GAP_MS)),
      );
      if (slowest >= milliseconds * FELT_SHARE) return undefined;
      return `${table} is read within ${Math.ceil(slowest)} ms`;
    },
    async withdraw() {
      stopping.abort();
      await endSessions(settings);
      await locking;
    },
  };
}

/** One transaction, which ends by itself. */
const lockFor = (table: string, milliseconds: number) =>
  `BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(${milliseconds / 1_000}); COMMIT`;

/** Ends as well when somebody ends the session, which is what mends it. */
async function lockUntilStopped(session: Client, lock: string, stop: AbortSignal): Promise<void> {
  try {
    while (!stop.aborted) {
      await session.query(lock);
      await delay(GAP_MS, undefined, { signal: stop });
    }
  } catch {
    // Stopped, or ended from outside.
  } finally {
    await session.end().catch(() => undefined);
  }
}

/** Milliseconds that the slowest read took of those that began within so many milliseconds. */
async function slowestRead(client: Client, table: string, withinMs: number): Promise<number> {
  let slowest = 0;
  const start = performance.now();
  while (performance.now() - start < withinMs) {
    const asked = performance.now();
    await client.query(`SELECT FROM ${table} LIMIT 1`);
    slowest = Math.max(slowest, performance.now() - asked);
    await delay(GAP_MS / 4);
  }
  return slowest;
}

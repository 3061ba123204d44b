import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { hinderUntilStopped, slowestAnswer } from './again-and-again';
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
      const session = await openSession(settings);
      const locks = {
        hinder: () => session.query(lockFor(table, milliseconds)),
        gapMs: GAP_MS,
        close: () => session.end().catch(() => undefined),
      };
      locking = hinderUntilStopped(locks, stopping.signal);
    },
    async missing() {
      const slowest = await besideSessions(settings, (client) =>
        slowestAnswer(() => client.query(`SELECT FROM ${table} LIMIT 1`), 2 * (milliseconds + GAP_MS), GAP_MS / 4),
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

import { endpoints } from '@firewatch/native';
import type { Client } from 'pg';
import type { Fault, FaultContext } from './fault';
import { onceTrue } from './once-true';
import { besideSessions, endSessions, openSession, SESSION } from './postgres-session';
import { sampleSum } from './sample-sum';

const WAITING_MS = 10_000;

/** The relay's session and the key of its lock, which one session at a time can hold. */
const LEADER = `
  SELECT pid, objid::bigint::text AS key
    FROM pg_locks JOIN pg_stat_activity USING (pid)
   WHERE locktype = 'advisory' AND granted AND application_name LIKE '%outbox relay'`;

const WAITS = `
  SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
   WHERE locktype = 'advisory' AND NOT granted AND application_name = $1`;

/**
 * A session that is no relay's has the relay's lock in PostgreSQL, so that no process of the task service leads. The lock goes with the
 * session, and the session with this process, so that nothing is left of it when the drill dies.
 */
export function relayLockHeld({ settings }: FaultContext): Fault {
  let holder: Client | undefined;
  return {
    title: 'a session that is no relay’s holds the lock of the outbox relay',
    async inject() {
      const session = await openSession(settings);
      holder = session;
      await besideSessions(settings, async (client) => {
        const [leader] = (await client.query<{ pid: number; key: string }>(LEADER)).rows;
        if (!leader) throw new Error('no relay holds its lock in PostgreSQL');
        // Who waits for a lock gets it at once when it is free, while a relay asks for it again every two seconds.
        const isWaiting = async () => (await client.query(WAITS, [SESSION])).rowCount === 1;
        const endLeader = async () => {
          await onceTrue(isWaiting, WAITING_MS, 'nobody waits for the lock of the relay');
          await client.query('SELECT pg_terminate_backend($1)', [leader.pid]);
        };
        await Promise.all([session.query('SELECT pg_advisory_lock($1)', [leader.key]), endLeader()]);
      });
    },
    async missing() {
      const leaders = await sampleSum(endpoints(settings).taskService, 'outbox_relay_leader', {});
      return leaders === 0 ? undefined : 'the task service says that it leads the relay';
    },
    async withdraw() {
      await endSessions(settings);
      await holder?.end().catch(() => undefined);
    },
  };
}

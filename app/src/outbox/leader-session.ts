import type { Client } from 'pg';
import type { WakeUp } from './wake-up';

/** Any number that nobody else uses in this database. */
const RELAY_LOCK = 7_203_002;

/** Checks this often whether the leader has gone. */
const STANDBY_POLL_MS = 2_000;

/**
 * Runs work while this process is the relay's leader: on a connection of its own that holds a session-level advisory
 * lock and listens for new outbox rows. Waits in the background while another process leads. Rejects when the
 * connection is lost; the lock is then free for others. The client must be new.
 */
export async function asLeader(
  client: Client,
  wakeUp: WakeUp,
  signal: AbortSignal,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  // An 'error' without a listener would end the process; the next query on the client says what happened.
  client.on('error', () => wakeUp.ring());
  client.on('end', () => wakeUp.ring());
  client.on('notification', () => wakeUp.ring());
  try {
    await client.connect();
    while (!(await tryLock(client))) {
      await wakeUp.wait(STANDBY_POLL_MS, signal);
      if (signal.aborted) return;
    }
    // A mark that a crash of the server loses is made again: its event goes out twice, which consumers have to bear anyway.
    await client.query('SET synchronous_commit TO off');
    await client.query('LISTEN outbox');
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [RELAY_LOCK]);
  return rows[0]?.locked === true;
}

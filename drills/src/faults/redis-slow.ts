import { setTimeout as delay } from 'node:timers/promises';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import type { Fault, FaultContext } from './fault';
import { RedisConnection } from './redis-connection';

/** Between two pauses Redis answers what has come meanwhile; without a gap the next pause would be the first that it reads. */
const GAP_MS = 20;
/** Of the pause; less of it is what a loaded machine makes Redis wait as well. */
const FELT_SHARE = 0.5;

/**
 * One client has Redis pause again and again, so that nearly every command waits for up to so long. Redis ends a pause by itself, so that
 * nothing is left of it when the drill dies.
 */
export function redisSlow(
  { milliseconds }: Extract<FaultSpec, { name: 'redis-slow' }>,
  { settings }: FaultContext,
): Fault {
  let stopping = new AbortController();
  let pausing: Promise<void> | undefined;
  return {
    title: `Redis pauses for ${milliseconds} ms again and again`,
    async inject() {
      stopping = new AbortController();
      const connection = await RedisConnection.open(settings);
      pausing = pauseUntilStopped(connection, milliseconds, stopping.signal);
    },
    async missing() {
      const slowest = await slowestAnswer(2 * (milliseconds + GAP_MS));
      if (slowest >= milliseconds * FELT_SHARE) return undefined;
      return `Redis answers within ${Math.ceil(slowest)} ms`;
    },
    async withdraw() {
      stopping.abort();
      await pausing;
    },
  };

  /** Milliseconds that the slowest of the answers took which were asked for within so many milliseconds. */
  async function slowestAnswer(withinMs: number): Promise<number> {
    const connection = await RedisConnection.open(settings);
    try {
      let slowest = 0;
      const start = performance.now();
      while (performance.now() - start < withinMs) {
        await delay(GAP_MS / 2);
        const asked = performance.now();
        await connection.ask('PING');
        slowest = Math.max(slowest, performance.now() - asked);
      }
      return slowest;
    } finally {
      connection.close();
    }
  }
}

/** Ends as well when somebody ends the connection, which is what mends it. */
async function pauseUntilStopped(connection: RedisConnection, milliseconds: number, stop: AbortSignal): Promise<void> {
  try {
    while (!stop.aborted) {
      await connection.ask('CLIENT', 'PAUSE', String(milliseconds), 'ALL');
      await delay(milliseconds + GAP_MS, undefined, { signal: stop });
    }
  } catch {
    // Stopped, or ended from outside: the pause that is left ends by itself.
  } finally {
    connection.close();
  }
}

import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { hinderUntilStopped, slowestAnswer } from './again-and-again';
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
      const pauses = {
        hinder: () => connection.ask('CLIENT', 'PAUSE', String(milliseconds), 'ALL'),
        gapMs: milliseconds + GAP_MS,
        close: () => connection.close(),
      };
      pausing = hinderUntilStopped(pauses, stopping.signal);
    },
    async missing() {
      const slowest = await slowestPing(2 * (milliseconds + GAP_MS));
      if (slowest >= milliseconds * FELT_SHARE) return undefined;
      return `Redis answers within ${Math.ceil(slowest)} ms`;
    },
    async withdraw() {
      stopping.abort();
      await pausing;
    },
  };

  async function slowestPing(withinMs: number): Promise<number> {
    const connection = await RedisConnection.open(settings);
    try {
      return await slowestAnswer(() => connection.ask('PING'), withinMs, GAP_MS / 2);
    } finally {
      connection.close();
    }
  }
}

import { setTimeout as delay } from 'node:timers/promises';

export interface EventuallyOptions {
  /** Milliseconds until the last error is thrown. Default 30 000. */
  readonly timeout?: number;
  /** Milliseconds between attempts. Default 200. */
  readonly interval?: number;
}

/**
 * Tries again until `attempt` does not throw, and gives its result.
 * @throws the last error of `attempt`, when `timeout` is over
 */
export async function eventually<T>(attempt: () => T | Promise<T>, options: EventuallyOptions = {}): Promise<T> {
  const { timeout = 30_000, interval = 200 } = options;
  const end = performance.now() + timeout;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() + interval > end) throw error;
    }
    await delay(interval);
  }
}

import { setTimeout as delay } from 'node:timers/promises';

export interface Waiting {
  readonly timeoutMs: number;
  /** Default 250. */
  readonly everyMs?: number;
  /** Ends the wait; its reason is thrown. */
  readonly signal: AbortSignal;
}

/**
 * Asks `check` again and again until it answers something.
 * @returns the answer, or undefined when the time is over. Throws what `check` throws.
 */
export async function until<T>(
  check: () => Promise<T | undefined>,
  { timeoutMs, everyMs = 250, signal }: Waiting,
): Promise<T | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    const answer = await check();
    if (answer !== undefined) return answer;
    if (performance.now() >= deadline) return undefined;
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

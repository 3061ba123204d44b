import { setTimeout as delay } from 'node:timers/promises';

/** What is done to a component again and again, by a connection of its own. */
export interface Hindrance {
  readonly hinder: () => Promise<unknown>;
  /** From the end of one until the next. */
  readonly gapMs: number;
  readonly close: () => Promise<void> | void;
}

/** Hinders until it is stopped, or until somebody ends the connection, which is what mends it; then closes the connection. */
export async function hinderUntilStopped({ hinder, gapMs, close }: Hindrance, stop: AbortSignal): Promise<void> {
  try {
    while (!stop.aborted) {
      await hinder();
      await delay(gapMs, undefined, { signal: stop });
    }
  } catch {
    // Stopped, or ended from outside: what is left of the last time ends by itself.
  } finally {
    await close();
  }
}

/** Milliseconds that the slowest of the answers took which were asked for within so many milliseconds, a pause before each. */
export async function slowestAnswer(ask: () => Promise<unknown>, withinMs: number, pauseMs: number): Promise<number> {
  let slowest = 0;
  const start = performance.now();
  while (performance.now() - start < withinMs) {
    await delay(pauseMs);
    const asked = performance.now();
    await ask();
    slowest = Math.max(slowest, performance.now() - asked);
  }
  return slowest;
}

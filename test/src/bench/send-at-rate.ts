import { setTimeout as delay } from 'node:timers/promises';

/**
 * Starts work at a steady rate, whether what was started before is done or not, and waits for all of it.
 * @returns milliseconds of each, from when it was due: what a late start costs is counted
 * @throws what the first throws that fails, after all were started
 */
export async function sendAtRate(count: number, perSecond: number, work: () => Promise<unknown>): Promise<number[]> {
  const begin = performance.now();
  const running: Promise<number>[] = [];
  for (let index = 0; index < count; index += 1) {
    const due = begin + (index * 1_000) / perSecond;
    await delay(Math.max(0, due - performance.now()));
    const done = work().then(() => performance.now() - due);
    // One that fails while others are still to be started is told below, and does not end the process.
    done.catch(() => undefined);
    running.push(done);
  }
  return Promise.all(running);
}

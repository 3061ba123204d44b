import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks `condition` every `everyMs` (default 100) until it holds.
 * @returns whether it held within `timeoutMs`
 */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  timeoutMs: number,
  everyMs = 100,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() >= deadline) return false;
    await delay(everyMs);
  }
  return true;
}

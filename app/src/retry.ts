import { setTimeout as sleep } from 'node:timers/promises';

export interface Backoff {
  firstMs: number;
  longestMs: number;
}

/** How long to wait before attempt `attempt + 1`: doubles from `firstMs`, never above `longestMs`. Counted from 1. */
export function backoffMs({ firstMs, longestMs }: Backoff, attempt: number): number {
  return Math.min(firstMs * 2 ** (attempt - 1), longestMs);
}

/** Waits; returns early, without an error, when the signal is aborted. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {});
  } catch {
    // Aborted: the caller looks at the signal.
  }
}

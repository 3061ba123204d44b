import type { Random } from './random';

const FIRST_MS = 250;
const LONGEST_MS = 10_000;

/** Holds requests back while the service does not answer: waits double from 250 ms to 10 s, with jitter. */
export class Backoff {
  private failures = 0;
  private until = 0;

  constructor(private readonly random: Random) {}

  /** Whether a request may be sent at `now`. */
  ready(now: number): boolean {
    return now >= this.until;
  }

  /** Records that the service did not answer a request. Failures of requests sent before the wait began do not lengthen it. */
  failed(now: number): void {
    if (!this.ready(now)) return;
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.failures);
    this.failures += 1;
    this.until = now + longest * (0.5 + this.random() / 2);
  }

  /** @returns true if this answer ends an outage */
  succeeded(): boolean {
    const recovered = this.failures > 0;
    this.failures = 0;
    this.until = 0;
    return recovered;
  }
}

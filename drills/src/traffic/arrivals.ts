import type { Random } from './random';

/**
 * Time to the next request of a Poisson process: exponentially distributed with mean `1 / rate`.
 * @param rate mean requests per second
 * @returns milliseconds
 */
export function interArrival(rate: number, random: Random): number {
  return (-Math.log(1 - random()) / rate) * 1000;
}

/** A plan that is this much behind real time is given up: what was missed is not sent in a burst. */
export const MAX_LAG_MS = 2_000;

/**
 * The moments at which requests are due, whatever became of earlier ones (an open loop).
 * Times are milliseconds of one monotonic clock.
 */
export class ArrivalPlan {
  private next: number;

  constructor(
    private readonly rate: number,
    private readonly random: Random,
    start: number,
  ) {
    this.next = start + interArrival(rate, random);
  }

  /** When the next request is due. */
  get due(): number {
    return this.next;
  }

  /**
   * Takes the requests that are due by `now`.
   * @returns `due`: how many to send now; `missed`: how many were given up because the plan was more than {@link MAX_LAG_MS} behind
   */
  take(now: number): { due: number; missed: number } {
    let due = 0;
    let missed = 0;
    while (this.next <= now) {
      if (now - this.next > MAX_LAG_MS) missed += 1;
      else due += 1;
      this.next += interArrival(this.rate, this.random);
    }
    return { due, missed };
  }
}

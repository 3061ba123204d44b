import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from './eventually';
import { InDoubtError } from './journal';

/** Time between two changes of one user: enough of them for every moment of an outage, not so many that the machine is busy. */
const PACE_MS = 100;
/** After a change that was not acknowledged. */
const PAUSE_MS = 200;

/** Asks for one change and resolves when it is acknowledged. */
export type Step = () => Promise<void>;

/** Several users who do one thing after the other until they are stopped, whether the service answers or not. */
export class Load {
  private stopped = false;
  private acknowledged = 0;
  private readonly ended: Promise<readonly PromiseSettledResult<void>[]>;

  /** @param users what each of them does next */
  constructor(users: readonly Step[]) {
    this.ended = Promise.allSettled(users.map((step) => this.work(step)));
  }

  /** Resolves when `count` more changes were acknowledged from now on. @throws when that takes longer than `timeout` milliseconds */
  async acknowledgedMore(count: number, timeout = 60_000): Promise<void> {
    const wanted = this.acknowledged + count;
    await eventually(
      () => {
        if (this.acknowledged < wanted) throw new Error(`${this.acknowledged} of ${wanted} changes were acknowledged`);
      },
      { timeout },
    );
  }

  /** Resolves when the last request is answered. @throws what a user could not do for another reason than an outage */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const result of await this.ended) if (result.status === 'rejected') throw result.reason;
  }

  private async work(step: Step): Promise<void> {
    while (!this.stopped) {
      try {
        await step();
        this.acknowledged += 1;
        await delay(PACE_MS);
      } catch (error) {
        if (!(error instanceof InDoubtError)) throw error;
        await delay(PAUSE_MS);
      }
    }
  }
}

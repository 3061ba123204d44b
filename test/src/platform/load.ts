import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from './eventually';
import type { Journal } from './journal';

/** Time between two creations of one user: enough of them for every moment of an outage, not so many that the machine is busy. */
const PACE_MS = 50;

/** Several users who create one task after the other until they are stopped, whether the service answers or not. */
export class Load {
  private stopped = false;
  private acknowledged = 0;
  private readonly loops: Promise<void>[];

  constructor(journals: readonly Journal[]) {
    this.loops = journals.map((journal) => this.createTasks(journal));
  }

  /** Resolves when `count` more tasks were acknowledged from now on. @throws when that takes longer than `timeout` milliseconds */
  async acknowledgedMore(count: number, timeout = 60_000): Promise<void> {
    const wanted = this.acknowledged + count;
    await eventually(
      () => {
        if (this.acknowledged < wanted)
          throw new Error(`${this.acknowledged} of ${wanted} creations were acknowledged`);
      },
      { timeout },
    );
  }

  /** Resolves when the last request is answered. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.loops);
  }

  private async createTasks(journal: Journal): Promise<void> {
    while (!this.stopped) {
      await delay(PACE_MS);
      await eventually(
        async () => {
          if (this.stopped) return;
          if (!(await journal.tryToCreate())) throw new Error('not acknowledged');
          this.acknowledged += 1;
        },
        { timeout: 120_000 },
      );
    }
  }
}

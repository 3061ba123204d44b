import { DrillFailure, failureOf } from './drill-failure';
import type { DrillEvent, RunEnded, StepId, Timings } from './events';

/** Without the time, which is added where the event is told. */
type Told = DrillEvent extends infer Each ? (Each extends DrillEvent ? Omit<Each, 'at'> : never) : never;

export type Say = (message: string) => void;

/** What a step has come to: what is to be said of it, and what later steps need. */
export interface Done {
  readonly said: string;
}
export type Failure = NonNullable<RunEnded['failure']>;

/** One run of a drill while it goes on: tells what happens, and keeps what was measured. */
export class Run {
  readonly timings: { -readonly [Key in keyof Omit<Timings, 'total'>]: Timings[Key] } = {};
  private failure: Failure | undefined;
  private readonly reached = new Set<StepId>();
  private readonly startedAt = performance.now();

  /** @param steps those of this drill, in their order @param write gets each event as it happens @param signal ends the run */
  constructor(
    private readonly steps: readonly StepId[],
    private readonly write: (event: DrillEvent) => void,
    readonly signal: AbortSignal,
  ) {}

  tell(event: Told): void {
    this.write({ ...event, at: new Date().toISOString() });
  }

  /** Does a step and tells of it. @returns what `work` returns. Throws what `work` throws. */
  async step<Result extends Done>(step: StepId, work: (say: Say) => Promise<Result>): Promise<Result> {
    if (this.signal.aborted) {
      // Between two steps: the one that would be next is where the run ended.
      this.failure ??= failureOf(step, this.signal.reason);
      this.signal.throwIfAborted();
    }
    return this.perform(step, work);
  }

  /** Does a step that is due however the run goes. Its failure is the run's, unless that has failed before. */
  async finalStep(step: StepId, work: (say: Say) => Promise<Done>): Promise<void> {
    try {
      await this.perform(step, work);
    } catch {
      // Told already, and kept as the run's failure if it is the first.
    }
  }

  private async perform<Result extends Done>(step: StepId, work: (say: Say) => Promise<Result>): Promise<Result> {
    this.reached.add(step);
    this.tell({ kind: 'step-started', step });
    const start = performance.now();
    const end = (outcome: 'passed' | 'failed', message: string) =>
      this.tell({ kind: 'step-ended', step, outcome, seconds: secondsSince(start), message });
    try {
      const result = await work((message) => this.tell({ kind: 'step-progress', step, message }));
      end('passed', result.said);
      return result;
    } catch (error) {
      const failure = failureOf(step, error);
      this.failure ??= failure;
      end('failed', failure.message);
      throw error;
    }
  }

  /** Tells the end, which steps were not reached, and what failed first. */
  end(): RunEnded {
    for (const step of this.steps.filter((one) => !this.reached.has(one)))
      this.tell({ kind: 'step-ended', step, outcome: 'skipped', seconds: 0, message: '' });
    const aborted = this.signal.aborted && !(this.signal.reason instanceof DrillFailure);
    const ended: RunEnded = {
      kind: 'run-ended',
      at: new Date().toISOString(),
      outcome: aborted ? 'aborted' : this.failure ? 'failed' : 'passed',
      ...(this.failure && { failure: this.failure }),
      timings: { ...this.timings, total: secondsSince(this.startedAt) },
    };
    this.write(ended);
    return ended;
  }
}

/** To a millisecond. */
const secondsSince = (start: number): number => Math.round(performance.now() - start) / 1000;

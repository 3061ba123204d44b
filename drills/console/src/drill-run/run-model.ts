import {
  STEPS,
  type BlockRan,
  type DrillEvent,
  type RuleLoaded,
  type RunEnded,
  type StepId,
} from '../../../src/drill/events';

export type StepState = 'waiting' | 'running' | 'passed' | 'failed' | 'skipped';

export interface Step {
  readonly id: StepId;
  readonly title: string;
  readonly state: StepState;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly seconds?: number;
  readonly message?: string;
  /** What it said while it went on. */
  readonly progress: readonly { readonly at: string; readonly message: string }[];
  readonly blocks: readonly BlockRan[];
}

export interface RunModel {
  readonly steps: readonly Step[];
  readonly rule?: RuleLoaded;
  readonly end?: RunEnded;
}

/** What a run's events so far add up to. A step of an ended run that was never begun stays `waiting`. */
export function modelRun(events: readonly DrillEvent[]): RunModel {
  const steps = new Map<StepId, Step>();
  const more: { rule?: RuleLoaded; end?: RunEnded } = {};
  const change = (id: StepId, by: (before: Step) => Partial<Step>): void => {
    const before = steps.get(id) ?? newStep(id);
    steps.set(id, { ...before, ...by(before) });
  };
  for (const event of events) {
    switch (event.kind) {
      case 'run-started':
        for (const id of event.steps) change(id, () => ({}));
        break;
      case 'rule-loaded':
        more.rule = event;
        break;
      case 'step-started':
        change(event.step, () => ({ state: 'running', startedAt: event.at }));
        break;
      case 'step-progress':
        change(event.step, ({ progress }) => ({ progress: [...progress, event] }));
        break;
      case 'block-ran':
        change(event.step, ({ blocks }) => ({ blocks: [...blocks, event] }));
        break;
      case 'step-ended':
        change(event.step, () => ({
          state: event.outcome,
          endedAt: event.at,
          seconds: event.seconds,
          message: event.message,
        }));
        break;
      case 'run-ended':
        more.end = event;
        break;
    }
  }
  return { steps: [...steps.values()], ...more };
}

const newStep = (id: StepId): Step => ({ id, title: STEPS[id], state: 'waiting', progress: [], blocks: [] });

/** The steps of a drill, in their order. A drill of a quiet platform has only some of them. */
export const STEPS = {
  clock: 'Set the clock of the alert path',
  baseline: 'See that all is well',
  inject: 'Inject the fault',
  pending: 'The alert is pending',
  firing: 'The alert fires',
  message: 'Slack hears of it',
  links: 'Each link of the message opens what it says',
  diagnosis: "The runbook's diagnosis shows what it says",
  mitigation: "The runbook's mitigation is run",
  resolved: 'The alert resolves',
  'resolved-message': 'Slack hears that it is over',
  verification: "The runbook's verification shows what it says",
  quiet: 'Nothing else fires',
  restart: 'Restart the platform: nothing is posted',
  'from-nothing': 'Start with nothing stored: nothing is posted',
  'put-back': 'Put the data back',
  withdraw: 'Withdraw the fault',
  restore: 'Set the clock back',
} as const;

export type StepId = keyof typeof STEPS;

/** What a failed drill blames. */
export type Part = 'rule' | 'route' | 'template' | 'fault' | 'runbook' | 'receiver' | 'link' | 'platform';

/** Seconds as they passed, not production's. What was not reached is absent. */
export interface Timings {
  /** From the injection until the data made the alert's expression true. */
  readonly faultToCondition?: number;
  /** From there until the alert fired. */
  readonly conditionToFiring?: number;
  /** What the loaded rule and the interval of its group allow for that: `for`, rounded up to whole intervals, and one interval. */
  readonly conditionToFiringAllowed?: number;
  readonly firingToMessage?: number;
  /** What Alertmanager's loaded route allows: the wait of the group. */
  readonly firingToMessageAllowed?: number;
  /** From the end of the mitigation until the alert was gone. */
  readonly mitigationToResolved?: number;
  readonly resolvedToMessage?: number;
  readonly total: number;
}

interface At {
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface RunStarted extends At {
  readonly kind: 'run-started';
  readonly run: string;
  /** The name that it was asked for by: the alert's, or `quiet`. */
  readonly drill: string;
  readonly pid: number;
  /** How many times faster than in production the alert path's clock goes. */
  readonly speed: number;
  readonly fault: string;
  readonly channel?: string;
  readonly steps: readonly StepId[];
}

/** The alert's expression as it is loaded, for a graph. */
export interface RuleLoaded extends At {
  readonly kind: 'rule-loaded';
  readonly expression: string;
  /** Seconds. */
  readonly for: number;
  readonly interval: number;
}

export interface StepStarted extends At {
  readonly kind: 'step-started';
  readonly step: StepId;
}

/** Something worth a line while a step goes on. */
export interface StepProgress extends At {
  readonly kind: 'step-progress';
  readonly step: StepId;
  readonly message: string;
}

/** A block of the runbook was run. */
export interface BlockRan extends At {
  readonly kind: 'block-ran';
  readonly step: StepId;
  readonly language: 'promql' | 'es' | 'sh';
  readonly code: string;
  readonly output: string;
  /** What the page says; absent where it says nothing that a machine can hold the output against. */
  readonly expected?: string;
  readonly matches: boolean;
}

export interface StepEnded extends At {
  readonly kind: 'step-ended';
  readonly step: StepId;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly seconds: number;
  readonly message: string;
}

export interface RunEnded extends At {
  readonly kind: 'run-ended';
  readonly outcome: 'passed' | 'failed' | 'aborted';
  readonly failure?: { readonly step: StepId; readonly part: Part; readonly message: string };
  readonly timings: Timings;
}

/** One line of a run's journal, and of the output of `firewatch drill run --json`. */
export type DrillEvent = RunStarted | RuleLoaded | StepStarted | StepProgress | BlockRan | StepEnded | RunEnded;

import type { Fault } from '../faults';
import type { Alertmanager } from './alertmanager';
import type { DrillTools } from './drill-tools';
import type { AlertDrill } from './load-drill';
import type { LoadedRule, Prometheus } from './prometheus';
import type { Run } from './run';
import type { Slack } from './slack';
import type { Counts } from './slack-message';
import type { Before } from './undo';

/** What the steps of every drill work with. */
export interface Surroundings {
  readonly run: Run;
  readonly tools: DrillTools;
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly slack: Slack;
  /** The traffic before the drill. */
  readonly before: Before;
  /** The clock is left as it is. */
  readonly keepsClock: boolean;
  /** The same, for what is asked when the run may have been aborted. */
  readonly afterwards: Pick<Surroundings, 'prometheus' | 'alertmanager'>;
}

/** What the steps of an alert's drill work with. */
export interface Incident extends Surroundings {
  readonly drill: AlertDrill;
  readonly fault: Fault;
}

/** How it stood when all was well. */
export interface Baseline {
  readonly rule: LoadedRule;
  readonly counts: Counts;
  /** Of Slack's messages so far. */
  readonly lastId: number;
}

import type { DashboardUid } from './links';

/** A panel with a query that has no rows on a healthy platform, and the fault that makes it show some. */
export interface EmptyUntilFault {
  readonly dashboard: DashboardUid;
  readonly panel: string;
  readonly fault: string;
}

/** Keep it short: a counter that has not counted yet shows 0 by `zeroWhileNone` and needs no entry. */
export const emptyUntilFault: readonly EmptyUntilFault[] = [
  { dashboard: 'dapr', panel: 'Components that did not start', fault: 'sidecar-without-component' },
  { dashboard: 'dapr', panel: 'Retries, time-outs and changes of a circuit', fault: 'internal-errors' },
];

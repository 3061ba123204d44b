import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { ofStore as onward } from './onward';
import { STATE_QUERIES } from './state-queries';

export const state: Row = {
  title: 'State',
  panels: [
    timeseries({
      title: 'Operations',
      unit: 'ops',
      shows:
        'Operations per second on the state store, by service and kind. Dapr counts a `get` of the consumer as `bulk_get`.',
      bad: 'no `set` of the consumer while events are processed: summaries grow old.',
      next: 'see "Components loaded", then the log of the sidecar.',
      queries: [STATE_QUERIES.operations],
      onward,
    }),
    timeseries({
      title: 'Operations that failed',
      unit: 'ops',
      shows:
        'Operations per second that the store failed. One that never got to the store, as without the component, is in "Calls that failed" alone.',
      bad: 'more than single ones: Redis is away, full or slow. Summaries come from the database meanwhile.',
      next: 'follow the runbook of `DaprStateErrors`.',
      queries: [STATE_QUERIES.failed],
      onward,
    }),
    timeseries({
      title: 'Time of an operation, p95',
      unit: 'ms',
      shows: 'Time that an operation took at the store, in milliseconds as Dapr counts, by service and kind.',
      bad: 'more than 20 ms: Redis is slow, or the machine has no CPU left. From 100 ms on it is an alert, from 500 ms on the services wait no longer.',
      next: 'follow the runbook of `DaprStateSlow`.',
      queries: [STATE_QUERIES.p95],
      onward,
    }),
  ],
};

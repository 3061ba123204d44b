import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { quantile, rate, sum, zeroWhileNone } from '../promql';
import { ofCalls as onward } from './onward';

export const client: Row = {
  title: 'As the services see it',
  panels: [
    timeseries({
      title: 'Calls of the sidecar',
      unit: 'reqps',
      shows: 'Calls per second of each service to its sidecar, by operation.',
      bad: 'one that stops while the traffic goes on.',
      next: 'see "Calls that failed"; is the sidecar up?',
      queries: [
        {
          expr: sum(rate('dapr_client_request_duration_seconds_count'), 'job', 'operation'),
          legend: '{{job}} {{operation}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Calls that failed',
      unit: 'reqps',
      shows: 'Calls per second that failed or got no answer in time, whatever the reason, by service and operation.',
      bad: 'all operations of one service: its sidecar is away. Those of one building block: its component is.',
      next: 'see "Up" and "Components loaded"; the log of the service names the error.',
      queries: [
        {
          expr: zeroWhileNone(
            sum(rate('dapr_client_request_duration_seconds_count', { outcome: 'error' }), 'job', 'operation'),
            'consumer',
            'operation',
          ),
          legend: '{{job}} {{operation}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Time of a call of the sidecar, p95',
      unit: 's',
      shows: 'Time of a call as the service sees it: the sidecar, and what stands behind it.',
      bad: "more than 0.05 s, or far more than Dapr's own times above: then it is the sidecar that is slow, or the service.",
      next: 'open the trace of an exemplar.',
      queries: [
        {
          expr: quantile(0.95, 'dapr_client_request_duration_seconds', {}, 'job', 'operation'),
          legend: '{{job}} {{operation}}',
          exemplars: true,
        },
      ],
      onward,
    }),
  ],
};

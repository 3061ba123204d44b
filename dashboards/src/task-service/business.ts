import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { dashboard, logs, problemsLoggedBy, tracesOf } from '../links';
import { rate, sum, zeroWhileNone } from '../promql';
import { SERVICE } from './selector';

const traces = tracesOf('task-service');
const pipeline = dashboard('event-pipeline', 'Event pipeline');

export const business: Row = {
  title: 'What users do',
  panels: [
    timeseries({
      title: 'Task changes',
      unit: 'cps',
      width: 8,
      shows: 'Committed changes of tasks per second. Each one becomes an event.',
      bad: 'a change that stops while requests go on: a release broke that use case.',
      next: 'compare with "Published events" of the event pipeline; look for 4xx and 5xx on /tasks.',
      stacked: true,
      queries: [
        {
          expr: zeroWhileNone(sum(rate('task_changes_total', SERVICE), 'change'), 'task-service', 'change'),
          legend: '{{change}}',
        },
      ],
      onward: [traces, pipeline],
    }),
    timeseries({
      title: 'Registrations',
      unit: 'cps',
      width: 8,
      shows: 'Users per second that registered.',
      bad: 'far above the usual: somebody registers by machine.',
      next: 'look at the addresses in the log; the rate limit answers 429.',
      queries: [
        { expr: zeroWhileNone(sum(rate('user_registrations_total', SERVICE)), 'task-service'), legend: 'registered' },
      ],
      onward: [traces, pipeline],
    }),
    timeseries({
      title: 'Log-ins',
      unit: 'cps',
      width: 8,
      shows: 'Attempts to log in per second, by outcome.',
      bad: '`refused` above `ok`: somebody tries passwords.',
      next: 'look for the source of the refused attempts in the log.',
      queries: [
        {
          expr: zeroWhileNone(sum(rate('user_logins_total', SERVICE), 'outcome'), 'task-service', 'outcome'),
          legend: '{{outcome}}',
        },
      ],
      onward: [
        traces,
        logs('Refused log-ins', 'service.name:task-service AND http.response.status_code:401'),
        pipeline,
      ],
    }),
    timeseries({
      title: 'Token refreshes',
      unit: 'cps',
      width: 12,
      shows:
        'Refresh tokens that were shown per second. `reused` is one that had been used before, which ended its log-in.',
      bad: '`reused` above nought: a client repeats its refreshes, or somebody has stolen a token.',
      next: 'look for the source of the refused refreshes in the log.',
      queries: [
        {
          expr: zeroWhileNone(sum(rate('token_refreshes_total', SERVICE), 'outcome'), 'task-service', 'outcome'),
          legend: '{{outcome}}',
        },
      ],
      onward: [
        traces,
        logs('Refused refreshes', 'service.name:task-service AND http.response.status_code:401'),
        pipeline,
      ],
    }),
    timeseries({
      title: 'Summary reads',
      unit: 'reqps',
      width: 12,
      shows: 'Where summaries were read: `cache` is the Dapr state store, `database` the way around it.',
      bad: 'mostly `database`: the cache is empty (events do not arrive) or the sidecar or Redis is away.',
      next: 'see "State store errors" and "Consumer lag" of the event pipeline.',
      stacked: true,
      queries: [
        {
          expr: zeroWhileNone(sum(rate('summary_reads_total', SERVICE), 'source'), 'task-service', 'source'),
          legend: '{{source}}',
        },
      ],
      onward: [traces, problemsLoggedBy('task-service-daprd'), pipeline],
    }),
  ],
};

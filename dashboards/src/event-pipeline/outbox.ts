import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { dashboard, problemsLoggedBy, tracesOf } from '../links';
import { max, quantile, rate, select, sum, zeroWhileNone } from '../promql';

const onward = [
  tracesOf('task-service'),
  problemsLoggedBy('task-service'),
  dashboard('task-service', 'Task service'),
] as const;

export const outbox: Row = {
  title: 'Outbox',
  panels: [
    timeseries({
      title: 'Events waiting in the outbox',
      unit: 'short',
      shows: 'Committed events without an acknowledgement, as each process that looks sees them.',
      bad: 'a line that only rises.',
      next: 'see "Relay leader": without one nothing is published.',
      queries: [{ expr: max(select('outbox_pending_events'), 'job', 'instance'), legend: '{{job}} {{instance}}' }],
      onward,
    }),
    timeseries({
      title: 'Age of the oldest waiting event',
      unit: 's',
      shows: 'How long the oldest event has waited; 0 when none does.',
      bad: 'a straight line upwards: the relay is stuck on one event or has no broker.',
      next: 'read the log: the relay names the event and the error.',
      queries: [
        { expr: max(select('outbox_oldest_pending_age_seconds'), 'job', 'instance'), legend: '{{job}} {{instance}}' },
      ],
      onward,
    }),
    timeseries({
      title: 'Relay leader',
      unit: 'short',
      shows: 'Which process holds the lock of the relay, and how many do.',
      bad: 'a total of 0 for more than some seconds: nobody publishes. More than 1 must not happen.',
      next: 'look for the session that holds the advisory lock in PostgreSQL (`pg_locks`).',
      queries: [
        { expr: sum(select('outbox_relay_leader')), legend: 'leaders' },
        { expr: select('outbox_relay_leader'), legend: '{{job}} {{instance}}' },
      ],
      onward,
    }),
    timeseries({
      title: 'Published events',
      unit: 'cps',
      shows: 'Events per second that Kafka acknowledged, by topic.',
      bad: 'nothing while "Task changes" of the task service is above 0.',
      next: 'see "Publish failures" and the brokers.',
      stacked: true,
      queries: [
        {
          expr: zeroWhileNone(sum(rate('outbox_published_events_total'), 'topic'), 'task-service', 'topic'),
          legend: '{{topic}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Publish failures',
      unit: 'cps',
      shows: 'Attempts per second that failed and will be repeated, by reason.',
      bad: '`broker`: no broker took the batch; `registry`: the schema registry is away; `encode` or `rejected`: this event will never get through.',
      next: 'for the first two bring the component back; for the others read the log for the event and its error.',
      queries: [
        {
          expr: zeroWhileNone(sum(rate('outbox_publish_failures_total'), 'reason'), 'task-service', 'reason'),
          legend: '{{reason}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Delivery delay',
      unit: 's',
      shows: "Time from the commit of a change to the broker's acknowledgement of its event.",
      bad: 'p95 above 1 s while nothing waits: the brokers are slow to acknowledge.',
      next: 'see "Request time of the brokers"; open the trace of an exemplar.',
      queries: [
        { expr: quantile(0.5, 'outbox_delivery_delay_seconds'), legend: 'p50', exemplars: true },
        { expr: quantile(0.95, 'outbox_delivery_delay_seconds'), legend: 'p95', exemplars: true },
        { expr: quantile(0.99, 'outbox_delivery_delay_seconds'), legend: 'p99', exemplars: true },
      ],
      onward,
    }),
  ],
};

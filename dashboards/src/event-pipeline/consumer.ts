import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { dashboard, problemsLoggedBy, tracesOf } from '../links';
import { max, quantile, rate, select, sum, zeroWhileNone } from '../promql';
import { GROUPS, GROUPS_AND_TOPICS, LAG } from './selector';

const onward = [tracesOf('consumer'), problemsLoggedBy('consumer'), dashboard('task-service', 'Task service')] as const;
const group = 'messaging_consumer_group_name';

export const consumer: Row = {
  title: 'Consumer groups',
  panels: [
    timeseries({
      title: 'Processing by outcome',
      unit: 'cps',
      shows:
        'Records per second by group and outcome. `duplicate` is a record whose effect was there already: harmless, usual after a rebalance.',
      bad: '`dead_lettered` at all; or nothing while records arrive.',
      next: 'see "Dead letters by reason"; open a trace of the group.',
      queries: [
        {
          expr: sum(rate('messaging_process_duration_seconds_count', GROUPS_AND_TOPICS), group, 'outcome'),
          legend: `{{${group}}} {{outcome}}`,
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Processing time, p95',
      unit: 's',
      shows: 'Time to process one record, retries included, by group.',
      bad: 'more than 0.5 s: the effect is slow, so the lag will grow.',
      next: 'open the trace of an exemplar: PostgreSQL, or the call to the sidecar?',
      queries: [
        {
          expr: quantile(0.95, 'messaging_process_duration_seconds', GROUPS_AND_TOPICS, group),
          legend: `{{${group}}}`,
          exemplars: true,
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Event age, p95',
      unit: 's',
      shows: 'Age of an event when its effect was done, by group and topic.',
      bad: 'one group above the others: it alone is slow. All of them: the delay is before Kafka.',
      next: 'compare with "Delivery delay" and "Lag by group and topic".',
      queries: [
        {
          expr: quantile(0.95, 'messaging_event_age_seconds', GROUPS_AND_TOPICS, group, 'messaging_destination_name'),
          legend: `{{${group}}} {{messaging_destination_name}}`,
          exemplars: true,
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Members of the groups',
      unit: 'short',
      shows: 'Consumers that each group has, as its coordinator says.',
      bad: '0: nobody reads for that group, so its lag grows. Fewer than there are processes: one of them has dropped out.',
      next: 'run `make dev-status`; see "Rebalances and crashes".',
      queries: [
        {
          expr: max(select('kafka_consumergroup_members', { consumergroup: LAG.consumergroup }), 'consumergroup'),
          legend: '{{consumergroup}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Heartbeat age',
      unit: 's',
      shows: "Time since the group coordinator last acknowledged each consumer's heartbeat.",
      bad: 'more than 30 s, the session timeout: the group gives its partitions to others.',
      next: 'are the brokers up? if so, restart the consumer.',
      queries: [{ expr: max(select('kafka_consumer_heartbeat_age_seconds', GROUPS), group), legend: `{{${group}}}` }],
      onward,
    }),
    timeseries({
      title: 'Rebalances and crashes',
      unit: 'cps',
      shows: 'Times per second that a consumer joined its group anew, or stopped because of an error.',
      bad: 'rebalances that go on for minutes: members come and go, and nobody works meanwhile. Any crash.',
      next: 'read the log of the consumer; a handler that takes longer than the session timeout causes both.',
      queries: [
        {
          expr: zeroWhileNone(sum(rate('kafka_consumer_rebalances_total', GROUPS), group), 'consumer', group),
          legend: `rebalances {{${group}}}`,
        },
        {
          expr: zeroWhileNone(sum(rate('kafka_consumer_crashes_total', GROUPS), group), 'consumer', group),
          legend: `crashes {{${group}}}`,
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Dead letters by reason',
      unit: 'cps',
      width: 24,
      shows: 'Records per second on the dead-letter topic, by the topic they came from and the reason.',
      bad: 'anything but `none` at 0.',
      next: 'look for the record in the log by its event id; mend the cause, then replay it.',
      queries: [
        {
          expr: zeroWhileNone(sum(rate('dead_letter_events_total'), 'topic', 'reason'), 'consumer', 'reason'),
          legend: '{{topic}} {{reason}}',
        },
      ],
      onward,
    }),
  ],
};

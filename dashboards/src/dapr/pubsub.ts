import type { Row } from '../dashboard';
import { timeseries } from '../house';
import type { Series } from '../metrics';
import { max, rate, ratio, select, sum, zeroWhileNone } from '../promql';
import { ofPubSub as onward } from './onward';
import { percentiles } from './percentiles';
import { REQUESTS, SIDECARS } from './selector';

const ASIDE = { topic: 'notification.requested.dead-letter' } as const;

/** Every consumer reports the offsets of all partitions: one of each is enough. */
const recordsAside = (offsets: Series): string => sum(max(select(offsets, ASIDE), 'topic', 'partition'), 'topic');

export const pubsub: Row = {
  title: 'Pub/sub',
  panels: [
    timeseries({
      title: 'Published',
      unit: 'cps',
      width: 6,
      shows: 'Messages per second that the sidecar gave to Kafka, by topic, and those that Kafka did not take.',
      bad: '"failed" at all: notifications wait with the notifier, which tries again. `….dead-letter` at all: Dapr put a message aside.',
      next: 'follow the runbook of `DaprPublishFailing`.',
      queries: [
        {
          expr: sum(rate('dapr_component_pubsub_egress_count', { ...SIDECARS, success: 'true' }), 'topic'),
          legend: '{{topic}}',
        },
        {
          expr: zeroWhileNone(
            sum(rate('dapr_component_pubsub_egress_count', { ...SIDECARS, success: 'false' }), 'topic'),
            'consumer-daprd',
            'topic',
          ),
          legend: 'failed: {{topic}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Time of publishing',
      unit: 'ms',
      width: 6,
      shows: 'Time until Kafka has a message in all in-sync replicas, in milliseconds as Dapr counts.',
      bad: 'p95 above 100 ms: a broker is slow or away.',
      next: 'see "Request time of the brokers, p99" and "Partitions in trouble" of the event pipeline.',
      queries: percentiles('dapr_component_pubsub_egress_latencies_bucket', SIDECARS),
      onward,
    }),
    timeseries({
      title: 'Deliveries by outcome',
      unit: 'cps',
      width: 6,
      shows: 'Messages per second as the consumer answered for them. `duplicate` was stored before: harmless.',
      bad: '`retried` that goes on: what it needs is away, and all that the sidecar reads waits. `dead_lettered`: somebody is not told.',
      next: 'follow the runbook of `DaprDeliveryFailing`; `firewatch dlq list --topic notification.requested` has what was put aside.',
      queries: [{ expr: sum(rate('notification_deliveries_total'), 'outcome'), legend: '{{outcome}}' }],
      onward,
    }),
    timeseries({
      title: 'Deliveries as the sidecar counts',
      unit: 'cps',
      width: 6,
      shows:
        'Answers per second for single messages, which the sidecar counts when their bulk is done with all its retries: minutes late when it fails.',
      bad: '`DROP` at all. Less than "Deliveries by outcome" shows: a bulk is being brought again, and nothing of it is counted yet.',
      next: 'see "Set aside by Dapr"; read the log of the consumer.',
      queries: [
        {
          expr: sum(rate('dapr_component_pubsub_ingress_bulk_event_count', SIDECARS), 'topic', 'process_status'),
          legend: '{{topic}} {{process_status}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Time of a delivery',
      unit: 'ms',
      width: 6,
      shows:
        'Time from when the sidecar has a bulk until the consumer has taken all of it, retries included, in milliseconds.',
      bad: 'p99 of seconds: messages are brought again, and those behind them wait.',
      next: 'see "Deliveries by outcome"; open a trace of the consumer.',
      queries: percentiles('dapr_component_pubsub_ingress_bulk_latencies_bucket', SIDECARS),
      onward,
    }),
    timeseries({
      title: 'Messages of a bulk',
      unit: 'short',
      width: 6,
      shows: 'How many messages the sidecar brings at once, on average: it waits up to 100 ms for ten.',
      bad: 'near 10 for long: more is asked for than is delivered, so the lag grows.',
      next: 'see "Lag of the deliveries".',
      queries: [
        {
          expr: ratio(
            sum(rate('dapr_component_pubsub_ingress_bulk_event_count', SIDECARS), 'topic'),
            sum(rate('dapr_component_pubsub_ingress_bulk_count', SIDECARS), 'topic'),
          ),
          legend: '{{topic}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Lag of the deliveries',
      unit: 'short',
      width: 6,
      shows: "Messages that the sidecar's consumer group `notification-delivery` has not committed.",
      bad: 'a line that rises: nothing is delivered, or less than is asked for.',
      next: 'see "Deliveries by outcome" and "Health checks of the services".',
      queries: [
        {
          expr: max(
            select('kafka_consumergroup_lag_sum', { consumergroup: 'notification-delivery' }),
            'consumergroup',
            'topic',
          ),
          legend: '{{topic}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Set aside by Dapr',
      unit: 'short',
      width: 6,
      shows:
        "Messages on Dapr's own dead-letter topic: what is no JSON or was brought again for a quarter of an hour. And dead letters per second of the consumer itself.",
      bad: 'a line that is not 0: each one is somebody who is not told.',
      next: 'follow the runbook of `DaprMessagesDropped`: `firewatch dlq collect`, then `list`.',
      queries: [
        {
          expr: `${recordsAside('kafka_topic_partition_current_offset')} - ${recordsAside('kafka_topic_partition_oldest_offset')}`,
          legend: '{{topic}}',
        },
        {
          expr: sum(rate('dead_letter_events_total', REQUESTS), 'reason'),
          legend: 'dead letters/s: {{reason}}',
        },
      ],
      onward,
    }),
  ],
};

import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { dashboard, logs, problemsLoggedBy } from '../links';
import type { Series } from '../metrics';
import { max, rate, select, sum } from '../promql';
import { KAFKA } from './selector';

const onward = [
  problemsLoggedBy('kafka-*'),
  logs('Log of the brokers', 'event.dataset:kafka.log'),
  dashboard('task-service', 'Task service'),
] as const;

/** Every consumer reports the offsets of all partitions: one of each is enough. */
const recordsOf = (offsets: Series): string => sum(max(select(offsets), 'topic', 'partition'), 'topic');

export const kafka: Row = {
  title: 'Kafka',
  panels: [
    timeseries({
      title: 'Brokers',
      unit: 'short',
      shows: 'Brokers that answer, and those that are the controller.',
      bad: 'fewer than three, or no controller. With two, everything still works; with one, nothing can be published (at least two replicas must acknowledge).',
      next: 'run `make dev-status` and start the broker that is missing.',
      queries: [
        { expr: sum(select('up', KAFKA)), legend: 'up' },
        { expr: sum(select('kafka_controller_kafkacontroller_activecontrollercount', KAFKA)), legend: 'controllers' },
      ],
      onward,
    }),
    timeseries({
      title: 'Partitions in trouble',
      unit: 'short',
      shows: 'Partitions without all their replicas, without the least number of them, and without a leader.',
      bad: 'under-replicated: a broker is away or slow. Under the minimum: publishing stands still. Offline: reading too.',
      next: 'bring the broker back; the replicas catch up by themselves.',
      queries: [
        {
          expr: sum(select('kafka_server_replicamanager_underreplicatedpartitions', KAFKA)),
          legend: 'under-replicated',
        },
        { expr: sum(select('kafka_cluster_partition_underminisr', KAFKA)), legend: 'under the minimum of replicas' },
        { expr: max(select('kafka_controller_kafkacontroller_offlinepartitionscount', KAFKA)), legend: 'offline' },
      ],
      onward,
    }),
    timeseries({
      title: 'Messages in by topic',
      unit: 'cps',
      shows: 'Records per second that the brokers took, by topic, those of Kafka itself left out.',
      bad: 'nothing while "Published events" is above 0; or anything on `dead-letter`.',
      next: 'for `dead-letter` see "Dead letters by reason".',
      stacked: true,
      queries: [
        {
          expr: sum(rate('kafka_server_brokertopicmetrics_messagesin_total', { ...KAFKA, topic: '[a-z].+' }), 'topic'),
          legend: '{{topic}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Records kept by topic',
      unit: 'short',
      shows: 'Records that can still be read, from the oldest one that is kept to the newest.',
      bad: 'a line that drops while its lag is not 0: retention removes records before a group has read them.',
      next: 'see "Lag by group and topic"; what each topic keeps, and for how long, is in `docs/topics.md`.',
      queries: [
        {
          expr: `${recordsOf('kafka_topic_partition_current_offset')} - ${recordsOf('kafka_topic_partition_oldest_offset')}`,
          legend: '{{topic}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Request time of the brokers, p99',
      unit: 'ms',
      shows:
        'Time that a broker takes for a request, since its start, in milliseconds as the broker itself counts. A consumer that waits for new records makes its fetches long.',
      bad: '`Produce` above 100 ms: the disk or a follower is slow.',
      next: 'see which broker; look at the disk of its machine.',
      queries: [
        {
          expr: max(
            select('kafka_network_requestmetrics_totaltime_milliseconds', { ...KAFKA, quantile: '0.99' }),
            'broker',
            'request',
          ),
          legend: '{{request}} broker {{broker}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Idle request handlers',
      unit: 'percentunit',
      shows: 'Share of time in which the request threads of a broker have nothing to do.',
      bad: 'below 30 %: the broker is overloaded.',
      next: 'find the topic that rose in "Messages in by topic"; move partitions or add a broker.',
      queries: [{ expr: select('kafka_server_requesthandlerpool_idle_ratio', KAFKA), legend: 'broker {{broker}}' }],
      onward,
    }),
  ],
};

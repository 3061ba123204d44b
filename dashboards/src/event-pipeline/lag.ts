import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { dashboard, problemsLoggedBy, tracesOf } from '../links';
import { max, select, sum } from '../promql';
import { LAG } from './selector';

const onward = [tracesOf('consumer'), problemsLoggedBy('consumer'), dashboard('task-service', 'Task service')] as const;

export const lag: Row = {
  title: 'Lag',
  panels: [
    timeseries({
      title: 'Lag by group and topic',
      unit: 'short',
      shows: 'Records that a group has not committed yet.',
      bad: 'a line that rises while the group processes: it is too slow. One that rises while it does not: it is stuck.',
      next: 'see "Heartbeat age" and the log of the consumer.',
      queries: [
        {
          expr: max(select('kafka_consumergroup_lag_sum', LAG), 'consumergroup', 'topic'),
          legend: '{{consumergroup}} {{topic}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Largest lag of a partition',
      unit: 'short',
      shows: 'Lag of the partition in which a group is furthest behind, by group and topic.',
      bad: 'nearly all of "Lag by group and topic": one partition is stuck, by a record that is tried again or a key that is far busier than others.',
      next: 'read the log of the consumer for the partition and the offset that it is at.',
      queries: [
        {
          expr: max(select('kafka_consumergroup_lag', LAG), 'consumergroup', 'topic'),
          legend: '{{consumergroup}} {{topic}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Committed offsets',
      unit: 'short',
      shows: 'How far each group has come in a topic: its committed offsets, all partitions together.',
      bad: 'a line that stays flat while "Messages in by topic" is above 0 for its topic; or one that falls: somebody set the group back.',
      next: 'see "Largest lag of a partition" and "Heartbeat age".',
      queries: [
        {
          expr: sum(
            max(select('kafka_consumergroup_current_offset', LAG), 'consumergroup', 'topic', 'partition'),
            'consumergroup',
            'topic',
          ),
          legend: '{{consumergroup}} {{topic}}',
        },
      ],
      onward,
    }),
  ],
};

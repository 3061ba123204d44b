import type { Row } from '../dashboard';
import { stat } from '../house';
import { dashboard, problemsLoggedBy, tracesOf } from '../links';
import { max, quantile, rate, select, sum, zeroWhileNone } from '../promql';
import { GROUPS, GROUPS_AND_TOPICS, LAG } from './selector';

const service = dashboard('task-service', 'Task service');
const producer = [tracesOf('task-service'), problemsLoggedBy('task-service'), service] as const;
const consuming = [tracesOf('consumer'), problemsLoggedBy('consumer'), service] as const;

export const overview: Row = {
  title: 'Overview',
  panels: [
    stat({
      title: 'Events waiting',
      unit: 'short',
      shows: 'Committed events that Kafka has not acknowledged yet.',
      bad: 'a number that grows: nothing is lost, but nothing moves on either.',
      next: 'see "Relay leader" and "Publish failures"; then the brokers.',
      thresholds: [
        { from: 100, color: 'orange' },
        { from: 1000, color: 'red' },
      ],
      queries: [{ expr: max(select('outbox_pending_events')), legend: 'waiting' }],
      onward: producer,
    }),
    stat({
      title: 'Oldest waiting event',
      unit: 's',
      shows: 'Age of the oldest event that waits in the outbox; 0 when none does.',
      bad: 'more than 30 s: the relay stands still.',
      next: 'see "Relay leader"; read the log of the task service for the reason.',
      thresholds: [
        { from: 5, color: 'orange' },
        { from: 30, color: 'red' },
      ],
      queries: [{ expr: max(select('outbox_oldest_pending_age_seconds')), legend: 'age' }],
      onward: producer,
    }),
    stat({
      title: 'Consumer lag',
      unit: 'short',
      shows: 'Records that the chosen groups have not committed yet, all partitions together.',
      bad: 'a number that grows for minutes.',
      next: 'see "Lag by group and topic" for which, then "Processing by outcome" for why.',
      thresholds: [
        { from: 100, color: 'orange' },
        { from: 1000, color: 'red' },
      ],
      // Each consumer reports the whole group's lag.
      queries: [
        { expr: sum(max(select('kafka_consumergroup_lag_sum', LAG), 'consumergroup', 'topic')), legend: 'lag' },
      ],
      onward: consuming,
    }),
    stat({
      title: 'Event age p95',
      unit: 's',
      shows: 'Time from a change to its effect, for 95 of 100 events: what a user sees as "my summary is old".',
      bad: 'more than 10 s.',
      next: 'compare "Delivery delay" (before Kafka) with "Processing time" (after it) to see where the time goes.',
      thresholds: [
        { from: 2.5, color: 'orange' },
        { from: 10, color: 'red' },
      ],
      queries: [{ expr: quantile(0.95, 'messaging_event_age_seconds', GROUPS_AND_TOPICS), legend: 'p95' }],
      onward: consuming,
    }),
    stat({
      title: 'Oldest heartbeat',
      unit: 's',
      shows: 'Time since a consumer last heard from its group coordinator.',
      bad: 'more than 30 s: the consumer is dead although its process lives; the group will be rebalanced.',
      next: 'ask /readyz of the consumer; restart it with `make dev-restart SERVICE=consumer`.',
      thresholds: [
        { from: 10, color: 'orange' },
        { from: 30, color: 'red' },
      ],
      queries: [{ expr: max(select('kafka_consumer_heartbeat_age_seconds', GROUPS)), legend: 'age' }],
      onward: consuming,
    }),
    stat({
      title: 'Dead letters',
      unit: 'cps',
      shows: 'Records per second that were put aside because they could not be decoded or handled.',
      bad: 'anything above 0: each one is an event without its effect.',
      next: 'see "Dead letters by reason"; read the origin and the error in the headers of the record.',
      thresholds: [{ from: 0.001, color: 'red' }],
      queries: [{ expr: zeroWhileNone(sum(rate('dead_letter_events_total')), 'consumer'), legend: 'dead letters' }],
      onward: consuming,
    }),
  ],
};

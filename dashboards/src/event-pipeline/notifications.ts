import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { dashboard, problemsLoggedBy, tracesOf } from '../links';
import { quantile, rate, sum } from '../promql';

const service = dashboard('task-service', 'Task service');
const ofTaskService = [tracesOf('task-service'), problemsLoggedBy('task-service'), service] as const;
const ofConsumer = [tracesOf('consumer'), problemsLoggedBy('consumer'), service] as const;

export const notifications: Row = {
  title: 'Reminders and notifications',
  panels: [
    timeseries({
      title: 'Reminders',
      unit: 'cps',
      width: 6,
      shows: 'Due tasks per second that were reminded of.',
      bad: 'nothing for long while users set due times; many at once are what waited for the database.',
      next: 'read the log of the task service for `reminders wait`.',
      queries: [{ expr: sum(rate('reminders_raised_total')), legend: 'reminders' }],
      onward: ofTaskService,
    }),
    timeseries({
      title: 'Delay of reminders',
      unit: 's',
      width: 6,
      shows: "Time from a task's due time to the commit of its reminder.",
      bad: 'p95 above 2 s: the task service looks once a second, so it was slow, away, or many tasks were due at once.',
      next: 'see "Database connections" of the task service.',
      queries: [
        { expr: quantile(0.5, 'reminder_delay_seconds'), legend: 'p50' },
        { expr: quantile(0.95, 'reminder_delay_seconds'), legend: 'p95' },
      ],
      onward: ofTaskService,
    }),
    timeseries({
      title: 'Deliveries of notifications by outcome',
      unit: 'cps',
      width: 6,
      shows: 'Requests per second that the sidecar brought. `duplicate` was stored before: harmless.',
      bad: '`retried` that goes on: a component is away and notifications wait. `dead_lettered` at all: somebody is not told.',
      next: 'read the log of the consumer; `firewatch dlq list --topic notification.requested` has what was put aside.',
      queries: [{ expr: sum(rate('notification_deliveries_total'), 'outcome'), legend: '{{outcome}}' }],
      onward: ofConsumer,
    }),
    timeseries({
      title: 'Delay of notifications, p95',
      unit: 's',
      width: 6,
      shows: 'Time from the event that asks for a notification to the commit of the notification, by kind.',
      bad: 'more than 2 s while the event age of the notifier is small: the sidecar or its topic is slow.',
      next: 'compare with "Event age, p95" and "Lag by group and topic" of `notifier` and `notification-delivery`.',
      queries: [
        {
          expr: quantile(0.95, 'notification_delivery_delay_seconds', {}, 'kind'),
          legend: '{{kind}}',
          exemplars: true,
        },
      ],
      onward: ofConsumer,
    }),
  ],
};

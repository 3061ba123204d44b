import {
  requestNotification,
  type Cause,
  type NotificationRequestDependencies,
} from '../notifications/request-notification';
import type { EventHandler, ReceivedEvent } from './received-record';

export const NOTIFIER = 'notifier';

const TOPICS = ['reminder.due', 'task.assigned'] as const;

type NotifierTopic = (typeof TOPICS)[number];

/** Asks for a notification of whom an event concerns. Asking again is noticed at the delivery. */
export function notifier(dependencies: NotificationRequestDependencies): EventHandler<NotifierTopic> {
  return {
    group: NOTIFIER,
    topics: TOPICS,
    async handle(event) {
      const cause = causeIn(event);
      if (cause) await requestNotification(dependencies, cause);
      return 'processed';
    },
  };
}

/** A reminder is for whoever works on the task, an assignment for whom it was given to; a task taken back is for nobody. */
export function causeIn(event: ReceivedEvent<NotifierTopic>): Cause | undefined {
  const { id: eventId, occurredAt } = event;
  const { taskId, title, assigneeId, ownerId } = event.payload;
  const about = { eventId, occurredAt, taskId, title };
  if (event.topic === 'reminder.due') return { ...about, kind: 'reminder', userId: assigneeId ?? ownerId };
  return assigneeId === null ? undefined : { ...about, kind: 'assignment', userId: assigneeId };
}

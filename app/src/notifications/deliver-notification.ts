import { histogram } from '@firewatch/telemetry';
import { newEvent, type DomainEvent } from '../events/event';
import type { InTransaction } from '../tasks/ports';
import type { Notification, NotificationRequest } from './notification';
import type { NotificationChangeSet } from './ports';

export interface DeliveryDependencies {
  inTransaction: InTransaction<NotificationChangeSet>;
  now(): Date;
}

/**
 * Tells the user, in the application itself: the notification and its `notification.sent` event are stored together, or
 * neither is. Harmless to repeat.
 * @returns false when this notification was delivered before
 * Throws AppError `user_not_found`, DependencyUnavailableError when the database is away.
 */
export async function deliverNotification(deps: DeliveryDependencies, request: NotificationRequest): Promise<boolean> {
  const { notificationId: id, causeEventId, causedAt, userId, kind, taskId, title } = request;
  const notification: Notification = { id, causeEventId, userId, kind, taskId, title, createdAt: deps.now() };
  const isNew = await deps.inTransaction(async (changes) => {
    const wasInserted = await changes.insertNotification(notification);
    if (wasInserted) await changes.recordEvent(notificationSent(notification));
    return wasInserted;
  });
  if (isNew) {
    const seconds = Math.max(0, deps.now().getTime() - causedAt.getTime()) / 1_000;
    histogram('notification_delivery_delay_seconds').observe({ kind }, seconds);
  }
  return isNew;
}

function notificationSent(notification: Notification): DomainEvent<'notification.sent'> {
  const { id: notificationId, userId, createdAt, kind, taskId, causeEventId } = notification;
  const occurredAt = createdAt.getTime();
  return newEvent('notification.sent', {
    notificationId,
    userId,
    occurredAt,
    kind,
    channel: 'in_app',
    taskId,
    causeEventId,
  });
}

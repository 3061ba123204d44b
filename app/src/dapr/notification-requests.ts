import { NOTIFICATION_REQUESTED_TOPIC } from '../events/topics';
import type { NotificationRequest } from '../notifications/notification';
import { NOTIFICATION_TYPES } from '../notifications/notification-event';
import type { NotificationRequests } from '../notifications/ports';
import type { CloudEvent, Publisher } from './publisher';

/** Requests for notifications, each an event of Dapr's pub/sub whose id is the notification's. Those of one user stay in their order. */
export function notificationRequests(publisher: Publisher): NotificationRequests {
  return {
    async send(request) {
      await publisher.publish(NOTIFICATION_REQUESTED_TOPIC.name, { event: toEvent(request), key: request.userId });
    },
  };
}

function toEvent(request: NotificationRequest): CloudEvent {
  return {
    specversion: '1.0',
    id: request.notificationId,
    source: 'urn:firewatch:notifier',
    type: NOTIFICATION_TYPES[request.kind],
    time: request.causedAt.toISOString(),
    subject: request.userId,
    datacontenttype: 'application/json',
    data: request,
  };
}

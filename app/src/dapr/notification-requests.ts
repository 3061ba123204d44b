import { NOTIFICATION_REQUESTED_TOPIC } from '../events/topics';
import type { NotificationRequests } from '../notifications/ports';
import type { Publisher } from './publisher';

/** Requests for notifications, each an event of Dapr's pub/sub whose id is the notification's. */
export function notificationRequests(publisher: Publisher): NotificationRequests {
  return {
    async send(request) {
      await publisher.publish(NOTIFICATION_REQUESTED_TOPIC.name, {
        specversion: '1.0',
        id: request.notificationId,
        source: 'urn:firewatch:notifier',
        type: 'firewatch.notification.requested',
        time: request.causedAt.toISOString(),
        subject: request.userId,
        datacontenttype: 'application/json',
        data: request,
      });
    },
  };
}

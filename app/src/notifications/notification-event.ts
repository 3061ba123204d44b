import { z } from 'zod';
import { AppError } from '../errors';
import { notificationRequest, type NotificationKind } from './notification';

/** The CloudEvents type of a request for a notification, by its kind. The sidecar's subscription routes by it. */
export const NOTIFICATION_TYPES = {
  reminder: 'firewatch.notification.reminder',
  assignment: 'firewatch.notification.assignment',
} as const satisfies Record<NotificationKind, string>;

/** The type of every request before each kind had its own: some may be in the topic still. */
const EARLIER_TYPE = 'firewatch.notification.requested';

const notificationEvent = z
  .object({
    id: z.string(),
    type: z.string(),
    /** Of the span that published it. */
    traceparent: z.string().optional(),
    tracestate: z.string().optional(),
    data: notificationRequest,
  })
  .refine(({ type, data }) => [NOTIFICATION_TYPES[data.kind], EARLIER_TYPE].includes(type), {
    path: ['type'],
    error: 'is not the type of a request of this kind',
  });

/** A request for a notification, as the CloudEvent that goes through Dapr's pub/sub. */
export type NotificationEvent = z.output<typeof notificationEvent>;

/** What stands in a CloudEvent. Throws AppError `undecodable_record` when it is no request for a notification. */
export function toNotificationEvent(event: unknown): NotificationEvent {
  const { success, data, error } = notificationEvent.safeParse(event);
  if (success) return data;
  const [issue] = error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new AppError(
    'undecodable_record',
    `the message is no request for a notification: ${place === '' ? 'it' : place}: ${issue?.message ?? ''}`,
    { cause: error },
  );
}

import { z } from 'zod';

export const NOTIFICATION_KINDS = ['reminder', 'assignment'] as const;

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/**
 * What the notifier asks to be delivered, as it goes through Dapr's pub/sub. It names the user by id alone: whoever delivers
 * to an address asks the task service for it.
 */
export const notificationRequest = z.object({
  notificationId: z.uuid(),
  causeEventId: z.uuid(),
  /** When the event occurred that asks for the notification. */
  causedAt: z.iso.datetime().transform((text) => new Date(text)),
  userId: z.uuid(),
  kind: z.enum(NOTIFICATION_KINDS),
  taskId: z.uuid(),
  title: z.string(),
});

export type NotificationRequest = z.output<typeof notificationRequest>;

/** What a user was told. */
export interface Notification {
  id: string;
  causeEventId: string;
  userId: string;
  kind: NotificationKind;
  taskId: string;
  title: string;
  createdAt: Date;
}

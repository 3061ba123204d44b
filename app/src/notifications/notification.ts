import { isInstant } from '@firewatch/telemetry';
import { z } from 'zod';

export const NOTIFICATION_KINDS = ['reminder', 'assignment'] as const;

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Longer than any title of a task. Characters. */
const LONGEST_TITLE = 65_536;

/**
 * What the notifier asks to be delivered, as it goes through Dapr's pub/sub. It names the user by id alone: whoever delivers
 * to an address asks the task service for it.
 */
export const notificationRequest = z.object({
  notificationId: z.uuid(),
  causeEventId: z.uuid(),
  /** When the event occurred that asks for the notification. */
  causedAt: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .refine(isInstant, 'is no time of the years 1 to 9999'),
  userId: z.uuid(),
  kind: z.enum(NOTIFICATION_KINDS),
  taskId: z.uuid(),
  // U+0000 is in no text of the database.
  title: z
    .string()
    .max(LONGEST_TITLE)
    .refine((title) => !title.includes('\0'), 'has the character U+0000'),
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

import type { Notification } from '../notifications/notification';
import { readPage, type Page, type PageQuery, type PageRequest } from '../paging/page';

/** What a user was told, as the user sees it. */
export type ReceivedNotification = Omit<Notification, 'causeEventId' | 'userId'>;

export interface NotificationReader {
  /** Newest first by creation, then id. */
  listNotifications(userId: string, page: PageRequest): Promise<ReceivedNotification[]>;
}

/** One page of what a user was told, newest first. Throws AppError `invalid_cursor`. */
export function listNotifications(
  reader: NotificationReader,
  userId: string,
  query: PageQuery,
): Promise<Page<ReceivedNotification>> {
  return readPage(
    query,
    ({ createdAt: at, id }) => ({ at, id }),
    (page) => reader.listNotifications(userId, page),
  );
}

import type { DomainEvent } from '../events/event';
import type { Notification, NotificationRequest } from './notification';

/** Whoever can be told something. */
export interface Recipients {
  /**
   * True when there is such a user. Throws DependencyUnavailableError when the task service, which knows, does not answer.
   */
  exists(userId: string): Promise<boolean>;
}

export interface NotificationRequests {
  /**
   * Asks for a notification to be delivered; resolves when the request is stored. The same request may be sent again.
   * Throws DependencyUnavailableError when it may not have been stored.
   */
  send(request: NotificationRequest): Promise<void>;
}

/** Writes of one transaction that delivers a notification. */
export interface NotificationChangeSet {
  /**
   * Stores the notification once for each event that asked for it.
   * @returns false when it was stored before
   * Throws AppError `user_not_found` when its user does not exist.
   */
  insertNotification(notification: Notification): Promise<boolean>;
  /** Hands the event to the outbox. Call it after the notification was inserted. */
  recordEvent(event: DomainEvent): Promise<void>;
}

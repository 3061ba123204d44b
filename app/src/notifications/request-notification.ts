import { v5 as uuidOf } from 'uuid';
import { AppError } from '../errors';
import type { NotificationKind, NotificationRequest } from './notification';
import type { NotificationRequests, Recipients } from './ports';

export interface NotificationRequestDependencies {
  recipients: Recipients;
  requests: NotificationRequests;
}

/** Why somebody is to be told something. */
export interface Cause {
  eventId: string;
  occurredAt: Date;
  userId: string;
  kind: NotificationKind;
  taskId: string;
  title: string;
}

/** The namespace of notification ids among name-based UUIDs (RFC 9562, version 5); any UUID, but always the same. */
const NAMESPACE = '3f2b6c1e-0a4d-4f7e-9a55-6d1c0e8b7a90';

/**
 * Asks for the user to be notified. The notification's id follows from the event's, so that asking twice is noticed
 * wherever it matters. Throws AppError `user_not_found` when there is no such user, DependencyUnavailableError when the
 * task service or the sidecar is away.
 */
export async function requestNotification(deps: NotificationRequestDependencies, cause: Cause): Promise<void> {
  if (!(await deps.recipients.exists(cause.userId))) {
    throw new AppError('user_not_found', `the user to notify does not exist: ${cause.userId}`);
  }
  await deps.requests.send(toRequest(cause));
}

function toRequest({ eventId, occurredAt, userId, kind, taskId, title }: Cause): NotificationRequest {
  const notificationId = uuidOf(eventId, NAMESPACE);
  return { notificationId, causeEventId: eventId, causedAt: occurredAt, userId, kind, taskId, title };
}

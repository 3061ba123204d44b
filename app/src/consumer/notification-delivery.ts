import { counter, logger } from '@firewatch/telemetry';
import { z } from 'zod';
import { AppError, messageOf } from '../errors';
import { NOTIFICATION_REQUESTED_TOPIC } from '../events/topics';
import { deliverNotification, type DeliveryDependencies } from '../notifications/deliver-notification';
import { notificationRequest } from '../notifications/notification';
import { DEAD_LETTER_REASONS, deadLetterReason, decide } from './record-outcome';

/** What Dapr is to do with the message: be done, bring it again later, or put it into its dead-letter topic. */
export type DeliveryStatus = 'SUCCESS' | 'RETRY' | 'DROP';

export interface DeliverySettings extends DeliveryDependencies {
  /** False until the database has its tables. */
  isStarted(): boolean;
}

const cloudEvent = z.object({
  id: z.string(),
  type: z.literal('firewatch.notification.requested'),
  data: notificationRequest,
});

const OUTCOMES = ['stored', 'duplicate', 'retried', 'dropped'] as const;

const log = logger.child({ 'log.logger': 'consumer.notifications' });

/**
 * Delivers what the sidecar brings of `notification.requested`, in the order of its calls or at once. While a component is
 * away a message is brought again and again; one that can never be delivered is dropped, counted and logged. Never throws.
 */
export function notificationDelivery(settings: DeliverySettings): (body: string) => Promise<DeliveryStatus> {
  // Of messages that failed for no known reason. Dapr has one message a partition under way, so few stand here.
  const attempts = new Map<string, number>();
  // The series are there before the first message, so that a rate over them sees it.
  for (const outcome of OUTCOMES) counter('notification_deliveries_total').inc({ outcome }, 0);
  for (const reason of DEAD_LETTER_REASONS) {
    counter('dead_letter_events_total').inc({ topic: NOTIFICATION_REQUESTED_TOPIC.name, reason }, 0);
  }

  return async (body) => {
    let id = '';
    try {
      const event = parse(body);
      id = event.id;
      if (!settings.isStarted())
        throw new AppError('service_starting', 'the database is not ready', { retriable: true });
      const isNew = await deliverNotification(settings, event.data);
      attempts.delete(id);
      count(isNew ? 'stored' : 'duplicate');
      return 'SUCCESS';
    } catch (error) {
      const attempt = (attempts.get(id) ?? 0) + 1;
      if (decide(error, attempt) === 'dead-letter') {
        attempts.delete(id);
        drop(id, error);
        return 'DROP';
      }
      if (decide(error, attempt) === 'retry') attempts.set(id, attempt);
      count('retried');
      log.warn({ err: error, labels: { notification_id: id } }, `a notification waits: ${messageOf(error)}`);
      return 'RETRY';
    }
  };
}

function parse(body: string): z.output<typeof cloudEvent> {
  try {
    return cloudEvent.parse(JSON.parse(body));
  } catch (error) {
    throw new AppError('undecodable_record', 'the message is no request for a notification', { cause: error });
  }
}

function drop(id: string, error: unknown): void {
  count('dropped');
  const labels = { topic: NOTIFICATION_REQUESTED_TOPIC.name, reason: deadLetterReason(error) };
  counter('dead_letter_events_total').inc(labels);
  log.error(
    { err: error, labels: { ...labels, notification_id: id } },
    `a notification can never be delivered: ${messageOf(error)}`,
  );
}

function count(outcome: (typeof OUTCOMES)[number]): void {
  counter('notification_deliveries_total').inc({ outcome });
}

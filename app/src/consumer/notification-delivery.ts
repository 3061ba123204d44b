import { counter, logger } from '@firewatch/telemetry';
import type { Span } from '@opentelemetry/api';
import { AppError, shortMessageOf } from '../errors';
import { headerText } from '../events/record-headers';
import { NOTIFICATION_REQUESTED_TOPIC } from '../events/topics';
import { deliverNotification, type DeliveryDependencies } from '../notifications/deliver-notification';
import { toNotificationEvent } from '../notifications/notification-event';
import type { RecordSender } from '../outbox/ports';
import { sendToDeadLetter } from './dead-letter';
import type { DeliveredEntry } from './delivered-entry';
import { DEAD_LETTER_REASONS, decide, SKIPPED_BY_OPERATOR } from './record-outcome';
import { withRecordSpan } from './record-span';
import type { SkipOrders } from './skip-orders';

/** The consumer group of the sidecar's subscription, by its component's `consumerGroup`. */
export const NOTIFICATION_DELIVERY = 'notification-delivery';

/**
 * What Dapr is to do with an entry: be done, or bring it again later. Its third answer, `DROP`, is not for bulks: Dapr 1.16 then takes
 * another entry for this one, or ends (test/src/dapr-pubsub.test.ts).
 */
export interface EntryStatus {
  entryId: string;
  status: 'SUCCESS' | 'RETRY';
}

export interface DeliverySettings extends DeliveryDependencies {
  /** False until the database has its tables. */
  isStarted(): boolean;
  deadLetters: RecordSender;
  skips: SkipOrders;
  /** Called for each delivery; what it throws is the delivery's failure. */
  failSome(): void;
}

type Outcome = 'stored' | 'duplicate' | 'dead_lettered';

/** Leaves most connections of the pool to the consumer groups. */
const USERS_AT_ONCE = 4;

const log = logger.child({ 'log.logger': 'consumer.notifications' });

/**
 * Delivers what the sidecar brings of `notification.requested`: entries of one user in their order, those of others at once. While a
 * component is away an entry is to be brought again, and with it the user's later ones; one that can never be delivered is put into the
 * common dead-letter topic. Never throws.
 */
export function notificationDelivery(
  settings: DeliverySettings,
): (entries: readonly DeliveredEntry[]) => Promise<EntryStatus[]> {
  // Of records that failed for no known reason, by their place. Dapr has one bulk under way, so few stand here.
  const attempts = new Map<string, number>();
  // The series are there before the first message, so that a rate over them sees it.
  for (const outcome of ['stored', 'duplicate', 'retried', 'dead_lettered'] as const) count(outcome, 0);
  for (const reason of DEAD_LETTER_REASONS) {
    counter('dead_letter_events_total').inc({ topic: NOTIFICATION_REQUESTED_TOPIC.name, reason }, 0);
  }

  async function storeOrPutAside({ event, record }: DeliveredEntry, span: Span): Promise<Outcome> {
    const place = `${record.partition}/${record.offset}`;
    const order = settings.skips.orderFor({ group: NOTIFICATION_DELIVERY, ...record });
    if (order) {
      await sendToDeadLetter(settings.deadLetters, NOTIFICATION_DELIVERY, record, order.reason, SKIPPED_BY_OPERATOR);
      settings.skips.done(order);
      log.warn({ labels: placeOf(record) }, `an operator has a notification skipped: ${order.reason}`);
      return 'dead_lettered';
    }
    try {
      settings.failSome();
      if (!settings.isStarted()) {
        throw new AppError('service_starting', 'the database is not ready', { retriable: true });
      }
      const isNew = await deliverNotification(settings, toNotificationEvent(event).data);
      attempts.delete(place);
      return isNew ? 'stored' : 'duplicate';
    } catch (error) {
      const attempt = (attempts.get(place) ?? 0) + 1;
      const decision = decide(error, attempt);
      if (decision === 'retry') attempts.set(place, attempt);
      if (decision !== 'dead-letter') throw error;
      await sendToDeadLetter(settings.deadLetters, NOTIFICATION_DELIVERY, record, error);
      attempts.delete(place);
      if (error instanceof Error) span.recordException(error);
      log.error(
        { err: error, labels: placeOf(record) },
        `a notification was put into the dead-letter topic: ${shortMessageOf(error)}`,
      );
      return 'dead_lettered';
    }
  }

  /** @returns whether it is done */
  async function deliver(entry: DeliveredEntry): Promise<boolean> {
    const { record, messageId } = entry;
    const { headers } = record;
    const parent = { traceparent: headerText(headers, 'traceparent'), tracestate: headerText(headers, 'tracestate') };
    const attempt = { group: NOTIFICATION_DELIVERY, record, messageId, parent };
    try {
      const outcome = await withRecordSpan(attempt, async (span) => {
        try {
          return await storeOrPutAside(entry, span);
        } catch (error) {
          // Here and not below, where the trace is that of the bulk.
          log.warn({ err: error, labels: placeOf(record) }, `a notification waits: ${shortMessageOf(error)}`);
          throw error;
        }
      });
      count(outcome);
      return true;
    } catch {
      count('retried');
      return false;
    }
  }

  async function deliverInOrder(entries: readonly DeliveredEntry[]): Promise<EntryStatus[]> {
    const statuses: EntryStatus[] = [];
    let isDone = true;
    for (const entry of entries) {
      isDone &&= await deliver(entry);
      statuses.push({ entryId: entry.entryId, status: isDone ? 'SUCCESS' : 'RETRY' });
    }
    return statuses;
  }

  return async (entries) => {
    // What was published without a key stands alone.
    const byUser = Map.groupBy(entries, ({ entryId, record }) => record.key?.toString() ?? `entry ${entryId}`);
    const waiting = byUser.values();
    const statuses: EntryStatus[] = [];
    async function work(): Promise<void> {
      for (const ofUser of waiting) statuses.push(...(await deliverInOrder(ofUser)));
    }
    await Promise.all(Array.from({ length: USERS_AT_ONCE }, work));
    return statuses;
  };
}

function count(outcome: Outcome | 'retried', times = 1): void {
  counter('notification_deliveries_total').inc({ outcome }, times);
}

function placeOf({ topic, partition, offset }: DeliveredEntry['record']) {
  return { group: NOTIFICATION_DELIVERY, topic, partition: String(partition), offset };
}

import { histogram, logger } from '@firewatch/telemetry';
import { AppError, messageOf } from '../errors';
import { fromHeaders } from '../events/headers';
import { isEventTopic, type EventTopic } from '../events/topics';
import type { EventDecoder } from '../kafka/event-decoder';
import type { RecordSender } from '../outbox/ports';
import { backoffMs } from '../retry';
import { sendToDeadLetter } from './dead-letter';
import type { EventHandler, ReceivedEvent, ReceivedRecord } from './received-record';
import { decide } from './record-outcome';
import { withRecordSpan } from './record-span';

export interface RecordProcessing<Topic extends EventTopic> {
  handler: EventHandler<Topic>;
  decoder: EventDecoder;
  deadLetters: RecordSender;
  /** Waits, keeping the group's membership alive; throws when the partition was taken away or the process stops. */
  wait(milliseconds: number): Promise<void>;
}

type Outcome = 'processed' | 'duplicate' | 'dead_lettered';

const RETRY = { firstMs: 200, longestMs: 5_000 };

const log = logger.child({ 'log.logger': 'consumer' });

/**
 * Sees one record through: resolves when its effect is done or when it is stored in the dead-letter topic, so that its
 * offset may be committed. While a component is away it waits and tries again; only what `wait` throws ends that.
 */
export async function processRecord<Topic extends EventTopic>(
  processing: RecordProcessing<Topic>,
  record: ReceivedRecord,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await attemptInSpan(processing, record, attempt);
      return;
    } catch (error) {
      const delayMs = backoffMs(RETRY, attempt);
      log.warn(
        { err: error, labels: placeOf(processing, record) },
        `attempt ${attempt} to handle a record failed, next in ${delayMs} ms: ${messageOf(error)}`,
      );
      await processing.wait(delayMs);
    }
  }
}

async function attemptInSpan<Topic extends EventTopic>(
  processing: RecordProcessing<Topic>,
  record: ReceivedRecord,
  attempt: number,
): Promise<void> {
  const { group } = processing.handler;
  const { ce_id: messageId, traceparent, tracestate } = record.headers;
  await withRecordSpan({ group, record, messageId, parent: { traceparent, tracestate } }, async (span) => {
    const start = performance.now();
    const outcome = await handleOrPutAside(processing, record, attempt, (error) => span.recordException(error));
    observe(group, record, outcome, (performance.now() - start) / 1_000);
    log.info({ labels: { ...placeOf(processing, record), outcome } }, `${record.topic} ${outcome} by ${group}`);
  });
}

async function handleOrPutAside<Topic extends EventTopic>(
  { handler, decoder, deadLetters }: RecordProcessing<Topic>,
  record: ReceivedRecord,
  attempt: number,
  recordException: (error: Error) => void,
): Promise<Outcome> {
  try {
    return await handler.handle(await toEvent<Topic>(decoder, record));
  } catch (error) {
    if (decide(error, attempt) !== 'dead-letter') throw error;
    await sendToDeadLetter(deadLetters, handler.group, record, error);
    if (error instanceof Error) recordException(error);
    log.error(
      { err: error, labels: placeOf({ handler }, record) },
      `a record was put into the dead-letter topic: ${messageOf(error)}`,
    );
    return 'dead_lettered';
  }
}

async function toEvent<Topic extends EventTopic>(
  decoder: EventDecoder,
  record: ReceivedRecord,
): Promise<ReceivedEvent<Topic>> {
  const { topic, partition, offset } = record;
  const attributes = fromHeaders(record.headers);
  if (!isEventTopic(topic) || !attributes) {
    throw new AppError('undecodable_record', 'the record has no CloudEvents id and time');
  }
  const payload = await decoder.decode(topic, record.value);
  const event = { ...attributes, topic, key: record.key?.toString() ?? '', payload, partition, offset };
  // The group subscribes to its handler's topics only.
  return event as ReceivedEvent<Topic>;
}

function observe(group: string, record: ReceivedRecord, outcome: Outcome, seconds: number): void {
  const labels = { messaging_consumer_group_name: group, messaging_destination_name: record.topic };
  histogram('messaging_process_duration_seconds').observe({ ...labels, outcome }, seconds);
  const occurredAt = fromHeaders(record.headers)?.occurredAt;
  if (outcome !== 'processed' || !occurredAt) return;
  const ageSeconds = Math.max(0, Date.now() - occurredAt.getTime()) / 1_000;
  histogram('messaging_event_age_seconds').observe(labels, ageSeconds);
}

function placeOf({ handler }: { handler: { group: string } }, { topic, partition, offset }: ReceivedRecord) {
  return { group: handler.group, topic, partition: String(partition), offset };
}

import { histogram, logger } from '@firewatch/telemetry';
import type { Span } from '@opentelemetry/api';
import { AppError, DependencyUnavailableError, shortMessageOf, type Dependency } from '../errors';
import { fromHeaders, isUuid, NO_ATTRIBUTES } from '../events/headers';
import { headerText } from '../events/record-headers';
import { isEventTopic, type EventTopic } from '../events/topics';
import type { EventDecoder } from '../kafka/event-decoder';
import type { RecordSender } from '../outbox/ports';
import { backoffMs } from '../retry';
import { sendToDeadLetter } from './dead-letter';
import type { EventHandler, ReceivedEvent, ReceivedRecord } from './received-record';
import { decide, SKIPPED_BY_OPERATOR } from './record-outcome';
import { withRecordSpan } from './record-span';
import type { SkipOrder, SkipOrders } from './skip-orders';

export interface RecordProcessing<Topic extends EventTopic> {
  handler: EventHandler<Topic>;
  decoder: EventDecoder;
  deadLetters: RecordSender;
  skips: SkipOrders;
}

/** A record that is neither handled nor dead-lettered yet. */
export interface Postponed {
  /** When to try again. */
  readonly waitMs: number;
  readonly message: string;
  /** What has to come back first, where one is known. */
  readonly dependency: Dependency | undefined;
}

type Outcome = 'processed' | 'duplicate' | 'dead_lettered';

const RETRY = { firstMs: 200, longestMs: 5_000 };

/** Longer than any key of ours; an index of the database takes no longer ones. Bytes. */
const LONGEST_KEY = 1_000;

const log = logger.child({ 'log.logger': 'consumer' });

/**
 * Tries once to see a record through. Done when its effect is, or when it is stored in the dead-letter topic: its offset may
 * then be committed. What failed for a dependency, and what nobody can explain for the first times, is postponed. Never throws,
 * whatever the record holds.
 * @param attempt counted from 1
 * @returns undefined when it is done
 */
export async function processRecord<Topic extends EventTopic>(
  processing: RecordProcessing<Topic>,
  record: ReceivedRecord,
  attempt: number,
): Promise<Postponed | undefined> {
  const labels = placeOf(processing, record);
  try {
    await attemptInSpan(processing, record, attempt);
    return undefined;
  } catch (error) {
    const waitMs = backoffMs(RETRY, attempt);
    const message = shortMessageOf(error);
    log.warn({ err: error, labels }, `attempt ${attempt} to handle a record failed, next in ${waitMs} ms: ${message}`);
    return { waitMs, message, dependency: error instanceof DependencyUnavailableError ? error.dependency : undefined };
  }
}

async function attemptInSpan<Topic extends EventTopic>(
  processing: RecordProcessing<Topic>,
  record: ReceivedRecord,
  attempt: number,
): Promise<void> {
  const { group } = processing.handler;
  const { headers, topic, partition, offset } = record;
  const id = headerText(headers, 'ce_id') ?? '';
  const parent = { traceparent: headerText(headers, 'traceparent'), tracestate: headerText(headers, 'tracestate') };
  const order = processing.skips.orderFor({ group, topic, partition, offset });
  await withRecordSpan({ group, record, messageId: isUuid(id) ? id : undefined, parent }, async (span) => {
    const start = performance.now();
    const outcome = order ? await skip(processing, record, order) : await handle(processing, record, attempt, span);
    observe(group, record, outcome, (performance.now() - start) / 1_000);
    log.info({ labels: { ...placeOf(processing, record), outcome } }, `${record.topic} ${outcome} by ${group}`);
  });
}

async function skip<Topic extends EventTopic>(
  { handler, deadLetters, skips }: RecordProcessing<Topic>,
  record: ReceivedRecord,
  order: SkipOrder,
): Promise<Outcome> {
  await sendToDeadLetter(deadLetters, handler.group, record, order.reason, SKIPPED_BY_OPERATOR);
  skips.done(order);
  const labels = placeOf({ handler }, record);
  log.warn({ labels }, `an operator has a record skipped, which is in the dead-letter topic now: ${order.reason}`);
  return 'dead_lettered';
}

async function handle<Topic extends EventTopic>(
  { handler, decoder, deadLetters }: RecordProcessing<Topic>,
  record: ReceivedRecord,
  attempt: number,
  span: Span,
): Promise<Outcome> {
  try {
    return await handler.handle(await toEvent<Topic>(decoder, record));
  } catch (error) {
    if (decide(error, attempt) !== 'dead-letter') throw error;
    await sendToDeadLetter(deadLetters, handler.group, record, error);
    if (error instanceof Error) span.recordException(error);
    log.error(
      { err: error, labels: placeOf({ handler }, record) },
      `a record was put into the dead-letter topic: ${shortMessageOf(error)}`,
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
  if (!isEventTopic(topic) || !attributes) throw new AppError('undecodable_record', NO_ATTRIBUTES);
  const payload = await decoder.decode(topic, record.value);
  const event = { ...attributes, topic, key: keyOf(record), payload, partition, offset };
  // The group subscribes to its handler's topics only.
  return event as ReceivedEvent<Topic>;
}

function keyOf({ key }: ReceivedRecord): string {
  if (key === null) return '';
  if (key.length <= LONGEST_KEY && !key.includes(0)) return key.toString();
  throw new AppError('undecodable_record', `the key is no id: it has more than ${LONGEST_KEY} bytes, or U+0000 in it`);
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

import { DEAD_LETTER_TOPIC, isEventTopic, NOTIFICATION_REQUESTED_TOPIC, type EventTopic } from '../events/topics';
import type { OutgoingRecord } from '../outbox/ports';
import { headersOf, headerText, type RecordHeaders } from '../events/record-headers';
import type { DeadLetter } from './dead-letter';

/** Says, on a record that was sent again, which dead letter it comes from: `<topic>/<partition>/<offset>`. */
export const REPLAYED_FROM = 'replayed-from';

/** A topic whose records we put aside. */
export type OriginTopic = EventTopic | typeof NOTIFICATION_REQUESTED_TOPIC.name;

/** The topic that a dead letter was put aside from; undefined when it says none, or one that none of our consumers reads. */
export function originTopicOf({ failure }: DeadLetter): OriginTopic | undefined {
  const topic = failure?.topic;
  if (topic === undefined) return undefined;
  return isEventTopic(topic) || topic === NOTIFICATION_REQUESTED_TOPIC.name ? topic : undefined;
}

/**
 * The record of a dead letter as it came, for the topic that it came from: same key, value and headers, event id and trace
 * among them. After them stands `replayed-from`, and where it came without a trace context, that of the attempt that failed. Its
 * partition is the one its key belongs to by KafkaJS, which is another than by Dapr.
 */
export function originalRecord(letter: DeadLetter, topic: OriginTopic): OutgoingRecord {
  const { partition, offset, key, value, headers } = letter;
  const replayedFrom = headersOf({ [REPLAYED_FROM]: `${DEAD_LETTER_TOPIC.name}/${partition}/${offset}` });
  return { topic, key, value, headers: [...headers, ...missingContext(letter), ...replayedFrom] };
}

function missingContext({ headers, attempt: { traceparent, tracestate } }: DeadLetter): RecordHeaders {
  if (traceparent === undefined || headerText(headers, 'traceparent') !== undefined) return [];
  return headersOf({ traceparent, ...(tracestate !== undefined && { tracestate }) });
}

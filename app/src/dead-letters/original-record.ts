import { DEAD_LETTER_TOPIC, isEventTopic, NOTIFICATION_REQUESTED_TOPIC, type EventTopic } from '../events/topics';
import type { OutgoingRecord } from '../outbox/ports';
import type { DeadLetter } from './dead-letter';
import { ownHeaders } from './failure-headers';

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
 * among them, and `replayed-from`. Its partition is the one its key belongs to by KafkaJS, which is another than by Dapr.
 */
export function originalRecord(letter: DeadLetter, topic: OriginTopic): OutgoingRecord {
  const { partition, offset, key, value, headers } = letter;
  return {
    topic,
    key,
    value,
    headers: { ...ownHeaders(headers), [REPLAYED_FROM]: `${DEAD_LETTER_TOPIC.name}/${partition}/${offset}` },
  };
}

import { randomUUID } from 'node:crypto';
import { EVENT_TOPICS, type EventPayloads, type EventTopic } from './topics';

/** One fact that happened, before it is written to the outbox. */
export interface DomainEvent<Topic extends EventTopic = EventTopic> {
  /** UUID; stays the same in every redelivery. */
  id: string;
  topic: Topic;
  /** The record's key: the id of the entity. */
  key: string;
  occurredAt: Date;
  payload: EventPayloads[Topic];
}

/**
 * An event with a new id; its key is taken from the payload field the topic declares, its time from `occurredAt`.
 */
export function newEvent<Topic extends EventTopic>(topic: Topic, payload: EventPayloads[Topic]): DomainEvent<Topic> {
  const fields = payload as Record<string, unknown>;
  return {
    id: randomUUID(),
    topic,
    key: String(fields[EVENT_TOPICS[topic].key]),
    occurredAt: new Date(payload.occurredAt),
    payload,
  };
}

import type { RecordHeaders } from '../events/record-headers';
import type { EventPayloads, EventTopic } from '../events/topics';

/** A record as it came from Kafka. Its place is -1 where it is not known. */
export interface ReceivedRecord {
  topic: string;
  partition: number;
  /** A 64-bit number as text. */
  offset: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: RecordHeaders;
}

/** A record that was understood: the event in it, and where it stood. */
export type ReceivedEvent<Topic extends EventTopic = EventTopic> = {
  [Name in Topic]: {
    id: string;
    topic: Name;
    key: string;
    occurredAt: Date;
    payload: EventPayloads[Name];
    partition: number;
    offset: string;
  };
}[Topic];

/** What a consumer group does with events. */
export interface EventHandler<Topic extends EventTopic = EventTopic> {
  /** Name of the consumer group. */
  group: string;
  topics: readonly Topic[];
  /**
   * Has the event's effect; may be called again with the same event, also at the same time as with others.
   * @returns whether there was an effect, or the event was known already
   * Errors say by `retriable` whether to try again.
   */
  handle(event: ReceivedEvent<Topic>): Promise<'processed' | 'duplicate'>;
}

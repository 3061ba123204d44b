import type { RecordSchema } from './avro-schema';
import type { AvroValue } from './avro-types';
import {
  NOTIFICATION_SENT,
  REMINDER_DUE,
  TASK_ASSIGNED,
  TASK_COMPLETED,
  TASK_CREATED,
  TASK_DELETED,
  TASK_UPDATED,
  USER_REGISTERED,
} from './schemas';

/** How a topic is kept on the brokers, and why so. */
export interface TopicSettings {
  readonly partitions: number;
  readonly replicationFactor: number;
  /** A write is acknowledged by at least so many copies, or refused. */
  readonly minInSyncReplicas: number;
  readonly retentionMs: number;
  /** Largest batch of records that is taken; by default what the brokers take, `BROKER_MAX_MESSAGE_BYTES`. */
  readonly maxMessageBytes?: number;
  /** Who reads it, and why it has this key, these partitions, this retention. */
  readonly why: string;
}

const DAY_MS = 86_400_000;

/** Kafka's default of `message.max.bytes`, which our brokers keep. */
const BROKER_MAX_MESSAGE_BYTES = 1_048_588;

/** What every topic has alike: three copies of which two must be written, so that one broker may be away. */
const REPLICATED = { partitions: 6, replicationFactor: 3, minInSyncReplicas: 2 } as const;

/** An event can be read again for a week: long enough to mend a consumer after a weekend. The audit log keeps it for good. */
const EVENT = { ...REPLICATED, retentionMs: 7 * DAY_MS } as const;

/**
 * The event topics: schema, the payload field that is the record's key (an entity's events share a partition and
 * so keep their order), partitions, copies, retention. Declared here once; creation, types and codecs follow.
 */
export const EVENT_TOPICS = {
  'user.registered': {
    ...EVENT,
    schema: USER_REGISTERED,
    key: 'userId',
    why: 'Read by audit-log. By user, as whatever else may be told of a user one day has to come after it.',
  },
  'task.created': {
    ...EVENT,
    schema: TASK_CREATED,
    key: 'taskId',
    why: "Read by activity-projector and audit-log. By task, like all topics of tasks: a task's id has the same partition number in each of them.",
  },
  'task.updated': {
    ...EVENT,
    schema: TASK_UPDATED,
    key: 'taskId',
    why: 'Read by activity-projector and audit-log. By task, so that of two changes of a task the later one is read last. The busiest topic; six partitions let six consumers share it.',
  },
  'task.completed': {
    ...EVENT,
    schema: TASK_COMPLETED,
    key: 'taskId',
    why: 'Read by activity-projector and audit-log. Apart from task.updated, as it is what most readers of tasks wait for.',
  },
  'task.assigned': {
    ...EVENT,
    schema: TASK_ASSIGNED,
    key: 'taskId',
    why: 'Read by notifier, which tells the assignee, by activity-projector and audit-log. By task, so that of two assignees the last one is told last.',
  },
  'task.deleted': {
    ...EVENT,
    schema: TASK_DELETED,
    key: 'taskId',
    why: 'Read by activity-projector and audit-log. No tombstone: topics are not compacted, since an event is history and the database has the state.',
  },
  'reminder.due': {
    ...EVENT,
    schema: REMINDER_DUE,
    key: 'taskId',
    why: 'Read by notifier, which tells whoever works on the task, and audit-log. By task, as a task whose time is moved is reminded of again. Kept as long as the others, so that a notifier that was away still reminds.',
  },
  'notification.sent': {
    ...EVENT,
    schema: NOTIFICATION_SENT,
    key: 'userId',
    why: 'Read by audit-log. By user and not by task: the order that matters is that in which a user was told.',
  },
} as const satisfies Record<string, TopicSettings & { schema: RecordSchema; key: string }>;

/** Records that could not be handled, byte for byte as they came: no schema of its own, origin and error in headers. */
export const DEAD_LETTER_TOPIC = {
  ...REPLICATED,
  name: 'dead-letter',
  retentionMs: 30 * DAY_MS,
  // The largest record that other topics take has to fit in with the headers that say why it is here.
  maxMessageBytes: BROKER_MAX_MESSAGE_BYTES + 64 * 1024,
  why: 'Read by who mends what went wrong. The key is that of the record as it came, so that records of an entity are replayed in their order. Kept for a month, since a person has to look at it. Takes batches 64 kB larger than the brokers do elsewhere.',
} as const satisfies TopicSettings & { name: string };

/** What the notifier asks to be delivered. Dapr's own: CloudEvents in JSON, by its pub/sub alone. */
export const NOTIFICATION_REQUESTED_TOPIC = {
  ...REPLICATED,
  name: 'notification.requested',
  retentionMs: 7 * DAY_MS,
  // What the brokers take by themselves: said, so that a limit that somebody has set otherwise is put right at the next start.
  maxMessageBytes: BROKER_MAX_MESSAGE_BYTES,
  key: 'userId',
  why: "Published and read by Dapr's pub/sub only, between the notifier and whoever delivers. By user, so that a user is told in order. Kept as long as the events that ask for it, so that a delivery that was away still delivers.",
} as const satisfies TopicSettings & { name: string; key: string };

/** Where Dapr puts what it could not bring to the delivery; named by the sidecar's subscription. */
export const NOTIFICATION_DEAD_LETTER_TOPIC = {
  ...REPLICATED,
  name: 'notification.requested.dead-letter',
  retentionMs: 30 * DAY_MS,
  why: "What Dapr's subscription puts aside of `notification.requested`: what is no CloudEvent, and what failed for as long as its policy has it brought again. What the consumer can never deliver is on `dead-letter`. Nobody reads this one by itself; `firewatch dlq collect` takes it from there. Kept for a month, since a person has to look at it.",
} as const satisfies TopicSettings & { name: string };

export type EventTopic = keyof typeof EVENT_TOPICS;

export const EVENT_TOPIC_NAMES = Object.keys(EVENT_TOPICS) as EventTopic[];

/** Every topic that the brokers have to hold: those of events, and the three that hold none. */
export const DECLARED_TOPICS: readonly (TopicSettings & { readonly name: string; readonly key?: string })[] = [
  ...EVENT_TOPIC_NAMES.map((name) => ({ name, ...EVENT_TOPICS[name] })),
  NOTIFICATION_REQUESTED_TOPIC,
  NOTIFICATION_DEAD_LETTER_TOPIC,
  DEAD_LETTER_TOPIC,
];

/** The topics whose events change an owner's summary. */
export const TASK_TOPIC_NAMES = [
  'task.created',
  'task.updated',
  'task.completed',
  'task.assigned',
  'task.deleted',
] as const;

export type TaskTopic = (typeof TASK_TOPIC_NAMES)[number];

/** The payload of each topic, derived from its schema. */
export type EventPayloads = { [Topic in EventTopic]: AvroValue<(typeof EVENT_TOPICS)[Topic]['schema']> };

/** True for the name of a declared event topic. */
export function isEventTopic(name: string): name is EventTopic {
  return Object.hasOwn(EVENT_TOPICS, name);
}

/** The registry's subject of a topic's values. */
export function subjectOf(topic: EventTopic): string {
  return `${topic}-value`;
}

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

const DAY_MS = 86_400_000;

/** What every topic has alike: three copies of which two must be written, so that one broker may be away. */
const REPLICATED = { partitions: 6, replicationFactor: 3, minInSyncReplicas: 2 } as const;

/**
 * The event topics: schema, the payload field that is the record's key (an entity's events share a partition and
 * so keep their order), partitions, copies, retention. Declared here once; creation, types and codecs follow.
 */
export const EVENT_TOPICS = {
  'user.registered': { ...REPLICATED, schema: USER_REGISTERED, key: 'userId', retentionMs: 7 * DAY_MS },
  'task.created': { ...REPLICATED, schema: TASK_CREATED, key: 'taskId', retentionMs: 7 * DAY_MS },
  'task.updated': { ...REPLICATED, schema: TASK_UPDATED, key: 'taskId', retentionMs: 7 * DAY_MS },
  'task.completed': { ...REPLICATED, schema: TASK_COMPLETED, key: 'taskId', retentionMs: 7 * DAY_MS },
  'task.assigned': { ...REPLICATED, schema: TASK_ASSIGNED, key: 'taskId', retentionMs: 7 * DAY_MS },
  'task.deleted': { ...REPLICATED, schema: TASK_DELETED, key: 'taskId', retentionMs: 7 * DAY_MS },
  'reminder.due': { ...REPLICATED, schema: REMINDER_DUE, key: 'taskId', retentionMs: 7 * DAY_MS },
  'notification.sent': { ...REPLICATED, schema: NOTIFICATION_SENT, key: 'userId', retentionMs: 7 * DAY_MS },
} as const;

/** Records that could not be handled, byte for byte as they came: no schema of its own, origin and error in headers. */
export const DEAD_LETTER_TOPIC = { ...REPLICATED, name: 'dead-letter', retentionMs: 30 * DAY_MS } as const;

export type EventTopic = keyof typeof EVENT_TOPICS;

export const EVENT_TOPIC_NAMES = Object.keys(EVENT_TOPICS) as EventTopic[];

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

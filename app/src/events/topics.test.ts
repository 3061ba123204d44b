import { avroType } from './avro-schema';
import { newEvent } from './event';
import { DECLARED_TOPICS, EVENT_TOPIC_NAMES, EVENT_TOPICS, isEventTopic, subjectOf, TASK_TOPIC_NAMES } from './topics';

const TASK = {
  taskId: '11111111-1111-4111-8111-111111111111',
  ownerId: '22222222-2222-4222-8222-222222222222',
  occurredAt: 1_795_487_000_123,
  title: 'Überprüfen 🔥',
  description: null,
  status: 'open' as const,
  priority: 'high' as const,
  dueAt: 1_795_487_999_000,
  tags: ['a', 'b'],
  assigneeId: null,
};
const ASSIGNEE_ID = '33333333-3333-4333-8333-333333333333';

const EVENTS = [
  newEvent('user.registered', { userId: TASK.ownerId, occurredAt: TASK.occurredAt, displayName: 'Zoë' }),
  newEvent('task.created', TASK),
  newEvent('task.updated', { ...TASK, description: 'text', dueAt: null, tags: [], changedFields: ['description'] }),
  newEvent('task.completed', { taskId: TASK.taskId, ownerId: TASK.ownerId, occurredAt: TASK.occurredAt, title: 'x' }),
  newEvent('task.assigned', {
    taskId: TASK.taskId,
    ownerId: TASK.ownerId,
    occurredAt: TASK.occurredAt,
    title: 'x',
    assigneeId: ASSIGNEE_ID,
    previousAssigneeId: null,
  }),
  newEvent('task.deleted', { taskId: TASK.taskId, ownerId: TASK.ownerId, occurredAt: TASK.occurredAt }),
  newEvent('reminder.due', {
    taskId: TASK.taskId,
    ownerId: TASK.ownerId,
    occurredAt: TASK.occurredAt,
    title: 'x',
    assigneeId: ASSIGNEE_ID,
    dueAt: TASK.dueAt,
  }),
  newEvent('notification.sent', {
    notificationId: '44444444-4444-4444-8444-444444444444',
    userId: TASK.ownerId,
    occurredAt: TASK.occurredAt,
    kind: 'reminder',
    channel: 'in_app',
    taskId: TASK.taskId,
    causeEventId: '55555555-5555-4555-8555-555555555555',
  }),
];

test('there is an example of every topic', () => {
  expect(EVENTS.map(({ topic }) => topic).sort()).toEqual([...EVENT_TOPIC_NAMES].sort());
});

test.each(EVENTS)('$topic: the payload survives Avro, also by way of the outbox’s JSON', ({ topic, payload }) => {
  const type = avroType(EVENT_TOPICS[topic].schema);
  const fromOutbox = JSON.parse(JSON.stringify(payload)) as unknown;
  const decoded: unknown = type.fromBuffer(type.toBuffer(fromOutbox));
  expect({ ...(decoded as object) }).toEqual(payload);
});

test.each(EVENTS)(
  '$topic: the key is the id of the entity, the time that of the payload',
  ({ topic, key, occurredAt, payload }) => {
    const isAboutUser = topic === 'user.registered' || topic === 'notification.sent';
    expect(key).toBe(isAboutUser ? TASK.ownerId : TASK.taskId);
    expect(occurredAt.getTime()).toBe(payload.occurredAt);
  },
);

test('every topic has copies enough to lose a broker', () => {
  for (const { replicationFactor, minInSyncReplicas } of DECLARED_TOPICS) {
    expect(minInSyncReplicas).toBeLessThan(replicationFactor);
  }
});

test('names are told apart', () => {
  expect(TASK_TOPIC_NAMES.every(isEventTopic)).toBe(true);
  expect(['dead-letter', 'toString', 'task.created-value'].some(isEventTopic)).toBe(false);
  expect(subjectOf('task.created')).toBe('task.created-value');
});

const NAMESPACE = 'firewatch.events';

/** Milliseconds since the epoch, UTC. */
const TIMESTAMP = { type: 'long', logicalType: 'timestamp-millis' } as const;

const TASK_FIELDS = [
  { name: 'taskId', type: 'string' },
  { name: 'ownerId', type: 'string' },
  { name: 'occurredAt', type: TIMESTAMP },
  { name: 'title', type: 'string' },
  { name: 'description', type: ['null', 'string'], default: null },
  { name: 'status', type: { type: 'enum', name: 'TaskStatus', symbols: ['open', 'completed'] } },
  { name: 'priority', type: { type: 'enum', name: 'TaskPriority', symbols: ['low', 'normal', 'high'] } },
  { name: 'dueAt', type: ['null', TIMESTAMP], default: null },
  { name: 'tags', type: { type: 'array', items: 'string' }, default: [] },
  { name: 'assigneeId', type: ['null', 'string'], default: null },
] as const;

export const TASK_CREATED = {
  type: 'record',
  name: 'TaskCreated',
  namespace: NAMESPACE,
  doc: 'A user created a task; the fields are those of the new task.',
  fields: TASK_FIELDS,
} as const;

export const TASK_UPDATED = {
  type: 'record',
  name: 'TaskUpdated',
  namespace: NAMESPACE,
  doc: 'A user changed fields of a task; changedFields names them, the other fields are those of the task afterwards.',
  fields: [...TASK_FIELDS, { name: 'changedFields', type: { type: 'array', items: 'string' }, default: [] }],
} as const;

export const TASK_COMPLETED = {
  type: 'record',
  name: 'TaskCompleted',
  namespace: NAMESPACE,
  doc: 'A user completed a task.',
  fields: [
    { name: 'taskId', type: 'string' },
    { name: 'ownerId', type: 'string' },
    { name: 'occurredAt', type: TIMESTAMP },
    { name: 'title', type: 'string' },
  ],
} as const;

export const TASK_DELETED = {
  type: 'record',
  name: 'TaskDeleted',
  namespace: NAMESPACE,
  doc: 'A user deleted a task.',
  fields: [
    { name: 'taskId', type: 'string' },
    { name: 'ownerId', type: 'string' },
    { name: 'occurredAt', type: TIMESTAMP },
  ],
} as const;

export const TASK_ASSIGNED = {
  type: 'record',
  name: 'TaskAssigned',
  namespace: NAMESPACE,
  doc: 'The owner of a task gave it to a user, or took it back: then assigneeId is null.',
  fields: [
    { name: 'taskId', type: 'string' },
    { name: 'ownerId', type: 'string' },
    { name: 'occurredAt', type: TIMESTAMP },
    { name: 'title', type: 'string' },
    { name: 'assigneeId', type: ['null', 'string'], default: null },
    { name: 'previousAssigneeId', type: ['null', 'string'], default: null },
  ],
} as const;

export const REMINDER_DUE = {
  type: 'record',
  name: 'ReminderDue',
  namespace: NAMESPACE,
  doc: 'The time has come at which an open task is due. Told once for each value of dueAt.',
  fields: [
    { name: 'taskId', type: 'string' },
    { name: 'ownerId', type: 'string' },
    { name: 'occurredAt', type: TIMESTAMP },
    { name: 'title', type: 'string' },
    { name: 'assigneeId', type: ['null', 'string'], default: null },
    { name: 'dueAt', type: TIMESTAMP },
  ],
} as const;

export const NOTIFICATION_SENT = {
  type: 'record',
  name: 'NotificationSent',
  namespace: NAMESPACE,
  doc: 'A user was told of something. Carries no address and no text: whoever needs them asks the task service.',
  fields: [
    { name: 'notificationId', type: 'string' },
    { name: 'userId', type: 'string' },
    { name: 'occurredAt', type: TIMESTAMP },
    { name: 'kind', type: { type: 'enum', name: 'NotificationKind', symbols: ['reminder', 'assignment'] } },
    { name: 'channel', type: { type: 'enum', name: 'NotificationChannel', symbols: ['in_app'] } },
    { name: 'taskId', type: 'string' },
    { name: 'causeEventId', type: 'string' },
  ],
} as const;

export const USER_REGISTERED = {
  type: 'record',
  name: 'UserRegistered',
  namespace: NAMESPACE,
  doc: 'A user registered. Carries no address: whoever needs it asks the task service.',
  fields: [
    { name: 'userId', type: 'string' },
    { name: 'occurredAt', type: TIMESTAMP },
    { name: 'displayName', type: 'string' },
  ],
} as const;

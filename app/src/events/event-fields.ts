/** Milliseconds since the epoch, UTC. */
export const TIMESTAMP = { type: 'long', logicalType: 'timestamp-millis' } as const;

export const OCCURRED_AT = { name: 'occurredAt', type: TIMESTAMP, doc: 'When it happened.' } as const;
export const TASK_ID = { name: 'taskId', type: 'string', doc: 'UUID of the task.' } as const;
export const OWNER_ID = { name: 'ownerId', type: 'string', doc: 'UUID of the user whose task it is.' } as const;
export const USER_ID = { name: 'userId', type: 'string', doc: 'UUID of the user.' } as const;
export const TITLE = { name: 'title', type: 'string', doc: 'Title of the task at that time.' } as const;

export const ASSIGNEE_ID = {
  name: 'assigneeId',
  type: ['null', 'string'],
  doc: 'UUID of the user who works on the task, if not the owner.',
  default: null,
} as const;

/** A task as it is after the event. */
export const TASK_FIELDS = [
  TASK_ID,
  OWNER_ID,
  OCCURRED_AT,
  TITLE,
  { name: 'description', type: ['null', 'string'], doc: 'Free text.', default: null },
  {
    name: 'status',
    type: { type: 'enum', name: 'TaskStatus', symbols: ['open', 'completed'] },
    doc: 'Whether it is still to be done.',
  },
  {
    name: 'priority',
    type: { type: 'enum', name: 'TaskPriority', symbols: ['low', 'normal', 'high'] },
    doc: 'How urgent it is to its owner.',
  },
  { name: 'dueAt', type: ['null', TIMESTAMP], doc: 'When it is to be done.', default: null },
  { name: 'tags', type: { type: 'array', items: 'string' }, doc: 'Words to find it by.', default: [] },
  ASSIGNEE_ID,
] as const;

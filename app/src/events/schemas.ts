import { ASSIGNEE_ID, OCCURRED_AT, OWNER_ID, TASK_FIELDS, TASK_ID, TIMESTAMP, TITLE, USER_ID } from './event-fields';

const NAMESPACE = 'firewatch.events';

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
  fields: [
    ...TASK_FIELDS,
    {
      name: 'changedFields',
      type: { type: 'array', items: 'string' },
      doc: 'Names of the fields that have another value than before.',
      default: [],
    },
  ],
} as const;

export const TASK_COMPLETED = {
  type: 'record',
  name: 'TaskCompleted',
  namespace: NAMESPACE,
  doc: 'A user completed a task.',
  fields: [TASK_ID, OWNER_ID, OCCURRED_AT, TITLE],
} as const;

export const TASK_DELETED = {
  type: 'record',
  name: 'TaskDeleted',
  namespace: NAMESPACE,
  doc: 'A user deleted a task.',
  fields: [TASK_ID, OWNER_ID, OCCURRED_AT],
} as const;

export const TASK_ASSIGNED = {
  type: 'record',
  name: 'TaskAssigned',
  namespace: NAMESPACE,
  doc: 'The owner of a task gave it to a user, or took it back: then assigneeId is null.',
  fields: [
    TASK_ID,
    OWNER_ID,
    OCCURRED_AT,
    TITLE,
    ASSIGNEE_ID,
    {
      name: 'previousAssigneeId',
      type: ['null', 'string'],
      doc: 'UUID of the user who had the task before, if not the owner.',
      default: null,
    },
  ],
} as const;

export const REMINDER_DUE = {
  type: 'record',
  name: 'ReminderDue',
  namespace: NAMESPACE,
  doc: 'The time has come at which an open task is due. Told once for each value of dueAt.',
  fields: [
    TASK_ID,
    OWNER_ID,
    OCCURRED_AT,
    TITLE,
    ASSIGNEE_ID,
    { name: 'dueAt', type: TIMESTAMP, doc: 'The time that has come.' },
  ],
} as const;

export const NOTIFICATION_SENT = {
  type: 'record',
  name: 'NotificationSent',
  namespace: NAMESPACE,
  doc: 'A user was told of something. Carries no address and no text: whoever needs them asks the task service.',
  fields: [
    { name: 'notificationId', type: 'string', doc: 'UUID of the notification.' },
    USER_ID,
    OCCURRED_AT,
    {
      name: 'kind',
      type: { type: 'enum', name: 'NotificationKind', symbols: ['reminder', 'assignment'] },
      doc: 'What the user was told of.',
    },
    {
      name: 'channel',
      type: { type: 'enum', name: 'NotificationChannel', symbols: ['in_app'] },
      doc: 'How the user was told.',
    },
    TASK_ID,
    { name: 'causeEventId', type: 'string', doc: 'Id of the event that asked for it.' },
  ],
} as const;

export const USER_REGISTERED = {
  type: 'record',
  name: 'UserRegistered',
  namespace: NAMESPACE,
  doc: 'A user registered. Carries no address: whoever needs it asks the task service.',
  fields: [USER_ID, OCCURRED_AT, { name: 'displayName', type: 'string', doc: 'How the user wants to be called.' }],
} as const;

import { z } from 'zod';
import { EVENT_TOPIC_NAMES } from '../events/topics';
import { NOTIFICATION_KINDS } from '../notifications/notification';
import { TASK_PRIORITIES, TASK_STATUSES } from '../tasks/task';

/** The JSON that the API answers with. Strict: a field that is not here is not to leave the house. */

const id = z.guid();
const time = z.iso.datetime();
const count = z.int().min(0);

export const userAnswer = z
  .strictObject({ id, email: z.email(), displayName: z.string(), createdAt: time })
  .meta({ id: 'User' });

export const tokensAnswer = z
  .strictObject({
    accessToken: z.string(),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().positive().meta({ description: 'Seconds that the access token is valid' }),
    refreshToken: z.string().meta({ description: 'Good for one POST /auth/refresh' }),
    refreshExpiresIn: count.meta({ description: 'Seconds until one must log in anew, however often one refreshes' }),
  })
  .meta({ id: 'Tokens' });

export const taskAnswer = z
  .strictObject({
    id,
    ownerId: id,
    title: z.string(),
    description: z.string().nullable(),
    status: z.enum(TASK_STATUSES),
    priority: z.enum(TASK_PRIORITIES),
    dueAt: time.nullable(),
    tags: z.array(z.string()),
    assigneeId: id.nullable(),
    createdAt: time,
    updatedAt: time,
    completedAt: time.nullable(),
  })
  .meta({ id: 'Task' });

/** What a route answers with that gives back one task. */
export const oneTask = { description: 'The task', schema: taskAnswer } as const;

export const summaryAnswer = z
  .strictObject({
    userId: id,
    open: count,
    completed: count,
    deleted: count,
    total: count,
    lastEventAt: time.nullable(),
    source: z.enum(['cache', 'database']),
    degraded: z.boolean(),
  })
  .meta({ id: 'Summary' });

const activityEntry = z
  .strictObject({
    eventId: id,
    type: z.enum(EVENT_TOPIC_NAMES),
    occurredAt: time,
    taskId: id.nullable(),
    title: z.string().nullable(),
  })
  .meta({ id: 'ActivityEntry' });

const notification = z
  .strictObject({ id, kind: z.enum(NOTIFICATION_KINDS), taskId: id, title: z.string(), createdAt: time })
  .meta({ id: 'Notification' });

const pageOf = <Item extends z.ZodType>(item: Item, name: string) =>
  z
    .strictObject({
      items: z.array(item),
      nextCursor: z.string().nullable().meta({ description: 'For the next page; null on the last' }),
    })
    .meta({ id: name });

export const taskPage = pageOf(taskAnswer, 'TaskPage');
export const activityPage = pageOf(activityEntry, 'ActivityPage');
export const notificationPage = pageOf(notification, 'NotificationPage');

const componentStatus = z.enum(['up', 'down', 'starting', 'standby', 'unknown']);

export const readinessAnswer = z
  .strictObject({
    status: z.enum(['ready', 'degraded', 'not_ready']),
    degraded: z.array(z.string()).meta({ description: 'The components that are down' }),
    dependencies: z.record(z.string(), componentStatus),
  })
  .meta({ id: 'Readiness' });

export const faultAnswer = z
  .strictObject({
    fault: z.string(),
    active: z.boolean(),
    until: time.nullable(),
    parameters: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'Fault' });

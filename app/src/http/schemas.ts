import { isInstant, wholeNumber } from '@firewatch/telemetry';
import { z } from 'zod';
import { TASK_PRIORITIES, TASK_SCOPES, TASK_STATUSES } from '../tasks/task';
import { email } from './email-schema';
import { text, visibleText } from './text-schemas';

/** RFC 3339 with any offset. It counts where the time lies in UTC. */
const instant = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine(isInstant, 'must lie in the years 1 to 9999 in UTC');

/** A UUID of any version, in the lower case that they are compared in. */
const id = z.guid().toLowerCase();

const password = text(200).min(8);

const tag = visibleText(40);

const taskFields = {
  title: visibleText(200),
  description: text(5_000).nullable().optional(),
  priority: z.enum(TASK_PRIORITIES).optional(),
  dueAt: instant.nullable().optional(),
  tags: z.array(tag).max(20).optional(),
};

export const registration = z
  .strictObject({ email, password, displayName: visibleText(100) })
  .meta({ id: 'Registration' });

/** No minimum lengths here: what cannot be a password is simply a wrong one. */
export const credentials = z.strictObject({ email, password: z.string().max(200) }).meta({ id: 'Credentials' });

export const refreshToken = z.strictObject({ refreshToken: z.string().max(200) }).meta({ id: 'RefreshToken' });

export const newTask = z.strictObject(taskFields).meta({ id: 'NewTask' });

export const taskChanges = z
  .strictObject({ ...taskFields, title: taskFields.title.optional() })
  .refine((changes) => Object.keys(changes).length > 0, 'must contain at least one field to change')
  .meta({ id: 'TaskChanges', minProperties: 1 });

export const assignment = z.strictObject({ userId: id }).meta({ id: 'Assignment' });

export const taskParams = z.strictObject({ taskId: id });

const pageFields = {
  limit: wholeNumber(1, 100).default(20),
  cursor: z.string().max(200).optional().meta({ description: '`nextCursor` of the page before' }),
};

export const pageQuery = z.strictObject(pageFields);

/** A parameter that may be repeated, though it stands there once. */
const list = (item: z.ZodType<string>) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(item).max(20)).optional();

export const taskListQuery = z.strictObject({
  scope: z.enum(TASK_SCOPES).default('owned').meta({ description: 'One’s own tasks, or those one was given' }),
  status: z.enum(TASK_STATUSES).optional(),
  priority: z.enum(TASK_PRIORITIES).optional(),
  tag: list(tag).meta({ description: 'Repeatable; a task must have them all' }),
  dueAfter: instant.optional().meta({ description: 'Due at this time or later' }),
  dueBefore: instant.optional().meta({ description: 'Due before this time' }),
  ...pageFields,
});

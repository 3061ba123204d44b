import { z } from 'zod';
import { TASK_PRIORITIES, TASK_STATUSES } from '../tasks/task';

/** Text PostgreSQL can store: it has no NUL character. Length in UTF-16 units, as JavaScript counts. */
const text = (min: number, max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !value.includes('\0'), 'must not contain the NUL character')
    .refine(
      (value) => value.trim().length >= min,
      `must have at least ${min} visible character${min === 1 ? '' : 's'}`,
    );

/** RFC 3339 with any offset, within the years that every component understands. */
const instant = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine(
    (date) => date.getUTCFullYear() >= 1970 && date.getUTCFullYear() <= 9999,
    'must lie in the years 1970 to 9999',
  );

const email = z
  .email()
  .max(254)
  .transform((value) => value.toLowerCase());

const password = z.string().min(8).max(200);

const taskFields = {
  title: text(1, 200),
  description: text(0, 5_000).nullable().optional(),
  priority: z.enum(TASK_PRIORITIES).optional(),
  dueAt: instant.nullable().optional(),
  tags: z.array(text(1, 40)).max(20).optional(),
};

export const registration = z.strictObject({ email, password, displayName: text(1, 100) });

/** No minimum lengths here: what cannot be a password is simply a wrong one. */
export const credentials = z.strictObject({ email, password: z.string().max(200) });

export const newTask = z.strictObject(taskFields);

export const taskChanges = z
  .strictObject({ ...taskFields, title: taskFields.title.optional() })
  .refine((changes) => Object.keys(changes).length > 0, 'must contain at least one field to change');

export const listQuery = z.strictObject({
  status: z.enum(TASK_STATUSES).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});

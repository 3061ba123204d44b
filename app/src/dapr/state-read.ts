import { z } from 'zod';
import { AppError } from '../errors';
import { storeFailure } from './state-error';

/** A stored value with its ETag, which changes with every write; both undefined when there is none. */
export interface StoredValue<Value> {
  /** Undefined, too, when what is stored does not fit the schema: another version of the program may have written it. */
  value: Value | undefined;
  etag: string | undefined;
}

const item = z.object({
  key: z.string(),
  data: z.unknown().optional(),
  etag: z.string().optional(),
  error: z.string().optional(),
});
export type AnsweredItem = z.infer<typeof item>;

/** The items of the sidecar's answer to a bulk read, by key. Throws AppError `state_refused` when it is none. */
export function answeredItems(answer: unknown): Map<string, AnsweredItem> {
  const { data, error } = z.array(item).safeParse(answer);
  // With one value that is not JSON the sidecar says 200, and nothing else.
  if (!data) throw new AppError('state_refused', 'a stored value cannot be read', { cause: error });
  return new Map(data.map((each) => [each.key, each]));
}

/** The value of an item. Throws DependencyUnavailableError when the store failed to read it. */
export function storedValue<Value>(found: AnsweredItem | undefined, schema: z.ZodType<Value>): StoredValue<Value> {
  if (found?.error) throw storeFailure(found.error, new Error(found.error));
  return { value: schema.safeParse(found?.data).data, etag: found?.etag };
}

import type { z } from 'zod';
import { ConsoleError } from './problem';

/** What came with a request, in the schema's form. Throws ConsoleError `malformed_request` that names each field that does not fit. */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  const faults = error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'request'}: ${message}`);
  throw new ConsoleError('malformed_request', faults.join('; '));
}

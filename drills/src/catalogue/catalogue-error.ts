import type { z } from 'zod';

/** A file of the catalogue that is not in its form; the message names the file, the place in it and what is expected. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}

/** @param where the file, and the alert if it is known. Throws CatalogueError with every fault of the value. */
export function parseAs<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const faults = error.issues.map(({ path, message }) => `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`);
  throw new CatalogueError(`${where}: ${faults.join('; ')}`);
}

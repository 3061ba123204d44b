import type { Request } from 'express';
import type { z } from 'zod';
import { AppError } from '../errors';

/**
 * The request's JSON body in the schema's form. Throws AppError `validation_failed` with a field error for each thing
 * that is wrong, `unsupported_media_type` when the body is something else than JSON.
 */
export function parseBody<Output>(schema: z.ZodType<Output>, request: Request): Output {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
  if (hasBody && !request.is('application/json')) {
    throw new AppError('unsupported_media_type', 'The body must be sent as application/json');
  }
  return parseInput(schema, (request.body as unknown) ?? {}, 'body');
}

/** The request's query parameters in the schema's form. Throws AppError `validation_failed`. */
export function parseQuery<Output>(schema: z.ZodType<Output>, request: Request): Output {
  return parseInput(schema, request.query, 'query');
}

/** The path's parameters in the schema's form. Throws AppError `invalid_id`: what stands in our paths are ids. */
export function parseParams<Output>(schema: z.ZodType<Output>, request: Request): Output {
  const { success, data } = schema.safeParse(request.params);
  if (!success) throw new AppError('invalid_id', 'The id in the path is not a UUID');
  return data;
}

/** Input in the schema's form. Throws AppError `validation_failed`, which names the place. */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown, place: string): Output {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  const fields = error.issues.flatMap(({ path, message, ...issue }) => {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    return paths.map((each) => ({ path: each.map(String).join('.') || place, message }));
  });
  throw new AppError('validation_failed', `The ${place} does not fit the schema`, { fields });
}

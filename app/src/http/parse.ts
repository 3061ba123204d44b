import type { Request } from 'express';
import type { z } from 'zod';
import { AppError } from '../errors';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The request's JSON body in the schema's form. Throws AppError `validation_failed` with a field error for each thing
 * that is wrong, `unsupported_media_type` when the body is something else than JSON.
 */
export function parseBody<Output>(schema: z.ZodType<Output>, request: Request): Output {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
  if (hasBody && !request.is('application/json')) {
    throw new AppError('unsupported_media_type', 'The body must be sent as application/json');
  }
  return parse(schema, (request.body as unknown) ?? {}, 'body');
}

/** The request's query parameters in the schema's form. Throws AppError `validation_failed`. */
export function parseQuery<Output>(schema: z.ZodType<Output>, request: Request): Output {
  return parse(schema, request.query, 'query');
}

/** The path's `:taskId`. Throws AppError `invalid_id` when it is not a UUID. */
export function taskIdOf(request: Request): string {
  const taskId = String(request.params['taskId']).toLowerCase();
  if (!UUID.test(taskId)) throw new AppError('invalid_id', 'The task id in the path is not a UUID');
  return taskId;
}

function parse<Output>(schema: z.ZodType<Output>, input: unknown, place: string): Output {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  const fields = error.issues.flatMap(({ path, message, ...issue }) => {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    return paths.map((each) => ({ path: each.map(String).join('.') || place, message }));
  });
  throw new AppError('validation_failed', `The ${place} does not fit the schema`, { fields });
}

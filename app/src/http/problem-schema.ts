import { z } from 'zod';
import type { ErrorCode } from '../errors';
import { statusOf } from './problem';

const known = new Map<string, z.ZodType>();

/** The schema of a problem document with one of these codes, which share a status. One schema for each set of codes. */
export function problemSchema(codes: readonly ErrorCode[]): z.ZodType {
  const id = `problem.${codes.join('.')}`;
  const schema = known.get(id) ?? describe(codes).meta({ id, description: 'A problem document (RFC 9457)' });
  known.set(id, schema);
  return schema;
}

function describe(codes: readonly ErrorCode[]) {
  return z.strictObject({
    type: z.url(),
    title: z.string(),
    status: z.literal([...new Set(codes.map(statusOf))]),
    detail: z.string(),
    code: z.enum(codes).meta({ description: 'Stable; what a client may decide by' }),
    traceId: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .nullable()
      .meta({ description: 'Finds the request’s trace and log lines; null when it was not traced' }),
    retriable: z.literal(true).optional().meta({ description: 'Present when the same request may succeed later' }),
    errors: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .min(1)
      .optional()
      .meta({ description: 'The fields that were refused' }),
  });
}

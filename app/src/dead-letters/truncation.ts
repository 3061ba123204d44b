import { createHash } from 'node:crypto';
import { z } from 'zod';

const part = z.object({ bytes: z.number(), sha256: z.string() });

const truncation = z.object({
  key: part.optional(),
  value: part.optional(),
  headers: z.array(part.extend({ name: z.string() })).default([]),
  otherHeaders: z.number().default(0),
});

/** What a part of a record was before it was cut: its size, and the SHA-256 of its bytes in hexadecimal. */
export type CutPart = z.output<typeof part>;

/** What is not in a dead letter as it was in its record. `otherHeaders` were left out or cut without a word of their own. */
export type Truncation = z.output<typeof truncation>;

export function cutPart(bytes: Buffer): CutPart {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A truncation from the text of its header; of a text that is none, one that says nothing. */
export function parseTruncation(text: string): Truncation {
  try {
    return truncation.parse(JSON.parse(text));
  } catch {
    return { headers: [], otherHeaders: 0 };
  }
}

/** For a person, e.g. `value: 2000000 bytes (sha256 …)`. */
export function describeTruncation({ key, value, headers, otherHeaders }: Truncation): string {
  const parts = [
    ...(key ? [`key: ${describe(key)}`] : []),
    ...(value ? [`value: ${describe(value)}`] : []),
    ...headers.map((header) => `header ${header.name}: ${describe(header)}`),
    ...(otherHeaders > 0 ? [`${otherHeaders} more headers`] : []),
  ];
  return parts.join('; ') || 'cut';
}

function describe({ bytes, sha256 }: CutPart): string {
  return `${bytes} bytes (sha256 ${sha256})`;
}

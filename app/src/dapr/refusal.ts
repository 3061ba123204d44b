import { z } from 'zod';
import { messageOf } from '../errors';

/** An answer other than 2xx or 3xx: its status, and its body as text. */
export interface Refusal {
  status: number;
  text: string;
}

const refusal = z.object({ status: z.number(), error_msg: z.string() });

/**
 * The answer that an error of the SDK stands for: the SDK writes it into the message, as JSON.
 * @returns undefined when there was no answer at all
 */
export function refusalIn(error: unknown): Refusal | undefined {
  const { data } = refusal.safeParse(parseJson(messageOf(error)));
  return data && { status: data.status, text: data.error_msg };
}

/** The value of a JSON text; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

import type { z } from 'zod';

export interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the request early. */
  readonly signal?: AbortSignal;
  /** Default 10000. */
  readonly timeoutMs?: number;
}

/** A component did not answer, or otherwise than it should; the message names the URL. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
}

/**
 * Gets `url` as text.
 * @returns status and body, whatever the status
 * @throws RequestError where no answer comes; the signal's own reason where that ended it
 */
export async function get(url: string | URL, asking: Asking = {}): Promise<{ status: number; body: string }> {
  const limit = AbortSignal.timeout(asking.timeoutMs ?? 10_000);
  const signal = asking.signal ? AbortSignal.any([limit, asking.signal]) : limit;
  try {
    const response = await fetch(url, { signal, headers: { ...asking.headers } });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    asking.signal?.throwIfAborted();
    const reason =
      error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error);
    throw new RequestError(`${brief(url)} does not answer: ${reason}`, { cause: error });
  }
}

/** Gets JSON of a known form. Throws RequestError for no answer, another status than 200, and another form. */
export async function getJson<Schema extends z.ZodType>(
  url: string | URL,
  schema: Schema,
  asking: Asking = {},
): Promise<z.output<Schema>> {
  const { status, body } = await get(url, asking);
  if (status !== 200) throw new RequestError(`${brief(url)} answers ${status}: ${body.slice(0, 300)}`);
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    throw new RequestError(`${brief(url)} answers what is no JSON: ${body.slice(0, 100)}`, { cause: error });
  }
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw new RequestError(`${brief(url)} answers in another form: ${error.message}`);
}

/** Without the query, which is long and hides the rest. */
const brief = (url: string | URL): string => String(url).replace(/\?.*$/s, '');

import { counter, logger } from '@firewatch/telemetry';
import type { z } from 'zod';
import { errorCode } from './error-code';
import { ConsoleError, SilentComponentError } from './problem';

const TIMEOUT_MS = 10_000;
/** Larger than anything a page can show, small beside the heap. */
const MAX_ANSWER_BYTES = 6 * 1024 * 1024;
/** Of what a component says beside a 5xx. */
const MAX_WORDS = 300;

const log = logger.child({ 'log.logger': 'console' });

/** A component that the console asks. */
export interface Upstream {
  /** The supervisor's name of the process. */
  readonly name: string;
  /** Without a trailing slash. */
  readonly url: string;
  /** Value of the header Authorization; never leaves the server. */
  readonly authorization?: string;
}

export interface Answer {
  readonly status: number;
  /** Undefined where nothing came with the status. */
  readonly body: unknown;
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
}

/**
 * Asks for JSON.
 * @returns the component's answer whatever its status, unless that is 401, 403 or ≥ 500
 * @throws SilentComponentError for these, without an answer and for what is no JSON; ConsoleError `query_refused` for an answer of more
 * than 6 MB
 */
export async function ask(upstream: Upstream, target: string, { method = 'GET', body }: Ask = {}): Promise<Answer> {
  try {
    const response = await fetch(upstream.url + target, {
      method,
      headers: {
        accept: 'application/json',
        ...(upstream.authorization !== undefined && { authorization: upstream.authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await readText(upstream, response);
    if ([401, 403].includes(response.status) || response.status >= 500) {
      throw new Error(`it answers ${response.status}: ${text.slice(0, MAX_WORDS)}`);
    }
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  } catch (error) {
    throw error instanceof ConsoleError ? error : silent(upstream, error);
  }
}

/** The body of a successful answer in the schema's form. Throws SilentComponentError for any other. */
export async function read<Output>(upstream: Upstream, target: string, schema: z.ZodType<Output>): Promise<Output> {
  return parseAnswer(upstream, await ask(upstream, target), schema);
}

/** The body in the schema's form. Throws SilentComponentError for another form, and for another status than 200. */
export function parseAnswer<Output>(upstream: Upstream, { status, body }: Answer, schema: z.ZodType<Output>): Output {
  const { data, success } = schema.safeParse(body);
  if (status !== 200 || !success) throw silent(upstream, new Error(`what it answers (${status}) cannot be understood`));
  return data;
}

async function readText({ name }: Upstream, response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) {
      throw new ConsoleError('query_refused', `${name} answers with more than 6 MB: ask for less, or for less time`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function silent({ name }: Upstream, error: unknown): SilentComponentError {
  counter('console_upstream_failures_total').inc({ component: name });
  log.warn({ err: error, component: name }, `${name} gave no answer that can be used`);
  return new SilentComponentError(name, reasonOf(error));
}

/** fetch says "fetch failed", and why only in the cause. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return `nothing came within ${TIMEOUT_MS / 1000} s`;
  const why = errorCode(cause) ?? (cause as Error | undefined)?.message;
  return why ?? message;
}

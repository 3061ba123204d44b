import { counter, logger } from '@firewatch/telemetry';
import type { z } from 'zod';
import { SilentComponentError } from './problem';

const TIMEOUT_MS = 10_000;

const log = logger.child({ 'log.logger': 'console' });

/** A component that the console reads from. */
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
  readonly body: unknown;
}

export interface Ask {
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
}

/** @returns the component's JSON whatever its status, unless that is 401, 403 or ≥ 500. Throws SilentComponentError for these, and without an answer. */
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
    const text = await response.text();
    if ([401, 403].includes(response.status) || response.status >= 500) {
      // Prometheus and Jaeger say with a 5xx that a query was too much for them, or that a trace is broken: their words help.
      throw new Error(`it answers ${response.status}`);
    }
    return { status: response.status, body: JSON.parse(text) as unknown };
  } catch (error) {
    throw silent(upstream, error);
  }
}

/** The body of a successful answer in the schema's form. Throws SilentComponentError for any other. */
export async function read<Output>(upstream: Upstream, target: string, schema: z.ZodType<Output>): Promise<Output> {
  const { status, body } = await ask(upstream, target);
  const { data, success } = schema.safeParse(body);
  if (status !== 200 || !success) throw silent(upstream, new Error(`what it answers (${status}) cannot be understood`));
  return data;
}

function silent({ name }: Upstream, error: unknown): SilentComponentError {
  counter('console_upstream_failures_total').inc({ component: name });
  log.warn({ err: error, component: name }, `${name} gave no answer that can be used`);
  return new SilentComponentError(name, reasonOf(error));
}

/** fetch says "fetch failed", and why only in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `nothing came within ${TIMEOUT_MS / 1000} s`;
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return error.message;
}

/** An answer of the task service; `body` is the parsed JSON, or undefined where there is none. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Seconds to wait, from `Retry-After`; set on 429 only. */
  readonly retryAfterSeconds?: number;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
}

/** Sends one request. Rejects when no answer came within the time limit. */
export type Send = (call: Call) => Promise<Answer>;

const TIMEOUT_MS = 10_000;
const DEFAULT_RETRY_SECONDS = 30;

/**
 * A client of the task service. It sends no `traceparent`, so that the service begins a trace of its own for each request.
 * @param baseUrl without a trailing slash
 */
export function createSend(baseUrl: string): Send {
  return async ({ method, path, token, body }) => {
    const response = await fetch(baseUrl + path, {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'firewatch-traffic',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const answer = { status: response.status, body: parse(text) };
    if (response.status !== 429) return answer;
    return { ...answer, retryAfterSeconds: retryAfter(response.headers.get('retry-after')) };
  };
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function retryAfter(header: string | null): number {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : DEFAULT_RETRY_SECONDS;
}

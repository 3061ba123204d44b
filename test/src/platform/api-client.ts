import { randomBytes, randomUUID } from 'node:crypto';
import { settings } from './settings';

export type JsonObject = Readonly<Record<string, unknown>>;

/** An answer of the task service. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON object; empty where the answer has no body. */
  readonly body: JsonObject;
  /** From the header `x-trace-id`. */
  readonly traceId: string;
  /** Milliseconds until the answer was read. */
  readonly duration: number;
}

export interface ApiRequest {
  readonly token?: string;
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly rawBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export const taskServiceUrl = (): string => `http://127.0.0.1:${settings().ports.taskService}`;

/** Sends one request to the task service. @throws when no answer comes within 15 s */
export async function call(method: Method, path: string, request: ApiRequest = {}): Promise<ApiAnswer> {
  const { token, body, rawBody, headers } = request;
  const content = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  const begin = performance.now();
  const response = await fetch(taskServiceUrl() + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: content ?? null,
    signal: AbortSignal.timeout(15_000),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as JsonObject),
    traceId: response.headers.get('x-trace-id') ?? '',
    duration: performance.now() - begin,
  };
}

/**
 * Like {@link call}, for a request that must succeed.
 * @throws Error with the answer when its status is not `expected`
 */
export async function mustCall(
  expected: number,
  method: Method,
  path: string,
  request: ApiRequest = {},
): Promise<ApiAnswer> {
  const answer = await call(method, path, request);
  if (answer.status !== expected) {
    throw new Error(`${method} ${path}: ${answer.status} instead of ${expected}: ${JSON.stringify(answer.body)}`);
  }
  return answer;
}

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
}

/** Registers somebody new and logs in. */
export async function newAccount(): Promise<Account> {
  const email = `test-${randomUUID()}@firewatch.example`;
  const password = `Test-${randomBytes(12).toString('base64url')}`;
  const { body } = await mustCall(201, 'POST', '/auth/register', { body: { email, password, displayName: 'Test' } });
  const login = await mustCall(200, 'POST', '/auth/login', { body: { email, password } });
  return { id: text(body, 'id'), email, password, token: text(login.body, 'accessToken') };
}

/** @returns the id of the new task */
export async function newTask(account: Account, fields: JsonObject = {}): Promise<string> {
  const { body } = await mustCall(201, 'POST', '/tasks', {
    token: account.token,
    body: { title: 'A task of a test', ...fields },
  });
  return text(body, 'id');
}

/** Deletes every task of an account, so that a suite leaves none behind. */
export async function deleteTasks(account: Account): Promise<void> {
  for (;;) {
    const { body } = await mustCall(200, 'GET', '/tasks?limit=100', { token: account.token });
    const items = list(body, 'items');
    if (items.length === 0) return;
    await Promise.all(items.map((task) => call('DELETE', `/tasks/${text(task, 'id')}`, { token: account.token })));
  }
}

/** A text field of an answer. @throws Error when it is anything else */
export function text(body: JsonObject, field: string): string {
  const value = body[field];
  if (typeof value !== 'string') throw new Error(`no text in "${field}" of ${JSON.stringify(body)}`);
  return value;
}

/** A field of an answer that holds objects. @throws Error when it is anything else */
export function list(body: JsonObject, field: string): JsonObject[] {
  const value = body[field];
  if (!Array.isArray(value)) throw new Error(`no list in "${field}" of ${JSON.stringify(body)}`);
  return value as JsonObject[];
}

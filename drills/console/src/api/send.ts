import type { Problem } from '../../../src/console/api';
import { ProblemError } from './problem-error';

const SILENT: Problem = {
  type: 'about:blank',
  title: 'The console does not answer',
  status: 0,
  detail: 'Its server is away, or on its way back: make dev-restart SERVICE=console',
  code: 'console_silent',
  component: 'console',
};

/** @returns the answer's JSON, undefined of an answer without content. Throws ProblemError for every other outcome, the signal's reason where it aborts. */
export async function send<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers);
  headers.set('accept', 'application/json');
  const response = await fetch(path, { ...init, headers }).catch(() => {
    init.signal?.throwIfAborted();
    throw new ProblemError(SILENT);
  });
  if (response.status === 204) return undefined as Answer;
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok || body === undefined) throw new ProblemError(isProblem(body) ? body : unreadable(path, response));
  return body as Answer;
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'detail' in body && 'code' in body;

const unreadable = (path: string, { status }: Response): Problem => ({
  ...SILENT,
  status,
  title: 'The answer cannot be read',
  detail: `${path} answered ${status} without a JSON document`,
});

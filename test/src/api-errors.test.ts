import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import {
  call,
  deleteTasks,
  list,
  mustCall,
  newAccount,
  newTask,
  type Account,
  type ApiRequest,
  type Method,
} from './platform/api-client';
import { expectProblem } from './platform/problem';
import { settings } from './platform/settings';
import { forgeToken } from './platform/token';

const HOUR = 3_600;

let account: Account;
beforeAll(async () => {
  account = await newAccount();
});
afterAll(() => deleteTasks(account));

describe('errors', () => {
  interface ErrorCase {
    readonly name: string;
    readonly method: Method;
    readonly path: string;
    readonly request?: () => ApiRequest;
    readonly anonymous?: boolean;
    readonly status: number;
    readonly code: string;
  }

  const valid = { title: 'Valid' };
  const cases: readonly ErrorCase[] = [
    {
      name: 'malformed JSON',
      method: 'POST',
      path: '/tasks',
      request: () => ({ rawBody: '{"title":' }),
      status: 400,
      code: 'malformed_json',
    },
    {
      name: 'a body that is no object',
      method: 'POST',
      path: '/tasks',
      request: () => ({ rawBody: '[]' }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'an unknown field',
      method: 'POST',
      path: '/tasks',
      request: () => ({ body: { ...valid, colour: 'red' } }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'an empty title',
      method: 'POST',
      path: '/tasks',
      request: () => ({ body: { title: '' } }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'an unknown priority',
      method: 'POST',
      path: '/tasks',
      request: () => ({ body: { ...valid, priority: 'soon' } }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'a date that is none',
      method: 'POST',
      path: '/tasks',
      request: () => ({ body: { ...valid, dueAt: 'tomorrow' } }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'another content type',
      method: 'POST',
      path: '/tasks',
      request: () => ({ rawBody: 'title=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
      status: 415,
      code: 'unsupported_media_type',
    },
    {
      name: 'an oversized body',
      method: 'POST',
      path: '/tasks',
      request: () => ({ body: { title: 'x'.repeat(300_000) } }),
      status: 413,
      code: 'payload_too_large',
    },
    {
      name: 'half a surrogate pair',
      method: 'POST',
      path: '/tasks',
      request: () => ({ rawBody: '{"title":"\\ud800"}' }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'a NUL character',
      method: 'POST',
      path: '/tasks',
      request: () => ({ rawBody: '{"title":"a\\u0000b"}' }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'a title that nobody can see',
      method: 'POST',
      path: '/tasks',
      request: () => ({ body: { title: '\u200b\u200e\u3164' } }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'a due time after the year 9999 in UTC',
      method: 'POST',
      path: '/tasks',
      request: () => ({ body: { ...valid, dueAt: '9999-12-31T23:59:59-00:01' } }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'a limit in hexadecimal',
      method: 'GET',
      path: '/tasks?limit=0x10',
      status: 422,
      code: 'validation_failed',
    },
    { name: 'an id with a NUL', method: 'GET', path: '/tasks/%00', status: 400, code: 'invalid_id' },
    { name: 'an unknown parameter', method: 'GET', path: '/tasks?sort=x', status: 422, code: 'validation_failed' },
    {
      name: 'a filter that is no date',
      method: 'GET',
      path: '/tasks?dueAfter=now',
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'a method that a path does not know',
      method: 'PUT',
      path: '/tasks',
      status: 405,
      code: 'method_not_allowed',
    },
    { name: 'an id that is none', method: 'GET', path: '/tasks/42', status: 400, code: 'invalid_id' },
    { name: 'a cursor that is none', method: 'GET', path: '/tasks?cursor=abc', status: 400, code: 'invalid_cursor' },
    { name: 'a limit of nought', method: 'GET', path: '/tasks?limit=0', status: 422, code: 'validation_failed' },
    {
      name: 'a limit beyond the largest',
      method: 'GET',
      path: '/tasks?limit=100000',
      status: 422,
      code: 'validation_failed',
    },
    { name: 'an unknown status', method: 'GET', path: '/tasks?status=lost', status: 422, code: 'validation_failed' },
    { name: 'an unknown task', method: 'GET', path: `/tasks/${randomUUID()}`, status: 404, code: 'task_not_found' },
    {
      name: 'an unknown task to change',
      method: 'PATCH',
      path: `/tasks/${randomUUID()}`,
      request: () => ({ body: valid }),
      status: 404,
      code: 'task_not_found',
    },
    {
      name: 'an unknown task to complete',
      method: 'POST',
      path: `/tasks/${randomUUID()}/complete`,
      status: 404,
      code: 'task_not_found',
    },
    {
      name: 'an unknown task to delete',
      method: 'DELETE',
      path: `/tasks/${randomUUID()}`,
      status: 404,
      code: 'task_not_found',
    },
    { name: 'a path that is no text', method: 'GET', path: '/tasks/%E0%A4%A', status: 400, code: 'malformed_request' },
    { name: 'an unknown route', method: 'GET', path: '/no/such/route', status: 404, code: 'route_not_found' },
    { name: 'no token', method: 'GET', path: '/tasks', anonymous: true, status: 401, code: 'unauthenticated' },
    {
      name: 'a token that is none',
      method: 'GET',
      path: '/tasks',
      request: () => ({ token: 'abc' }),
      status: 401,
      code: 'invalid_token',
    },
    {
      name: 'an expired token',
      method: 'GET',
      path: '/me',
      request: () => ({ token: forgeToken({ subject: account.id, expiresIn: -60 }) }),
      status: 401,
      code: 'invalid_token',
    },
    {
      name: 'a token signed by another',
      method: 'GET',
      path: '/me',
      request: () => ({ token: forgeToken({ subject: account.id, expiresIn: HOUR, secret: 'x'.repeat(32) }) }),
      status: 401,
      code: 'invalid_token',
    },
    ...['/me', '/me/summary', '/me/activity', '/me/notifications', '/tasks', `/tasks/${randomUUID()}`].map(
      (path): ErrorCase => ({
        name: `the token of a user that does not exist, at ${path}`,
        method: 'GET',
        path,
        request: () => ({ token: forgeToken({ subject: randomUUID(), expiresIn: HOUR }) }),
        status: 401,
        code: 'invalid_token',
      }),
    ),
    {
      name: 'a token whose subject is no id',
      method: 'GET',
      path: '/tasks',
      request: () => ({ token: forgeToken({ subject: 'nobody', expiresIn: HOUR }) }),
      status: 401,
      code: 'invalid_token',
    },
    {
      name: 'a token that nobody signed',
      method: 'GET',
      path: '/me',
      request: () => ({ token: forgeToken({ subject: account.id, expiresIn: HOUR, algorithm: 'none' }) }),
      status: 401,
      code: 'invalid_token',
    },
  ];

  it.each(cases)(
    '$name is a problem document: $status $code',
    async ({ method, path, request, anonymous, status, code }) => {
      const answer = await call(method, path, {
        ...(anonymous === true ? {} : { token: account.token }),
        ...request?.(),
      });
      expectProblem(answer, status, code);
    },
  );

  it('accepts the forged token when it is signed and timed as the service does, so that the cases above fail for their reason', async () => {
    await mustCall(200, 'GET', '/me', { token: forgeToken({ subject: account.id, expiresIn: HOUR }) });
  });

  it.each(['GET /me HTTP/1.1', 'GET /me HTTP/1.1\r\nhost: a\r\nhost: b', 'CONNECT a:443 HTTP/1.1\r\nhost: a:443'])(
    'answers with one what Express never sees: %j',
    async (head) => {
      const socket = connect(settings().ports.taskService, '127.0.0.1');
      socket.write(`${head}\r\n\r\n`);
      const answer = await readText(socket);
      expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*content-type: application\/problem\+json/i);
      expect(answer).toContain('"code":"malformed_request"');
    },
  );

  it('gives problem documents the trace id that the caller sent', async () => {
    const traceId = randomUUID().replaceAll('-', '');
    const answer = await call('GET', '/no/such/route', {
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    });
    expectProblem(answer, 404, 'route_not_found');
    expect(answer.traceId).toBe(traceId);
  });
});

describe("someone else's task", () => {
  let other: Account;
  let taskId: string;
  beforeAll(async () => {
    other = await newAccount();
    taskId = await newTask(other);
  });
  afterAll(() => deleteTasks(other));

  it.each<[Method, string, ApiRequest]>([
    ['GET', '', {}],
    ['PATCH', '', { body: { title: 'Mine now' } }],
    ['POST', '/complete', {}],
    ['DELETE', '', {}],
  ])('%s %s does as if it were not there', async (method, suffix, request) => {
    const answer = await call(method, `/tasks/${taskId}${suffix}`, { ...request, token: account.token });
    expectProblem(answer, 404, 'task_not_found');
    const untouched = await mustCall(200, 'GET', `/tasks/${taskId}`, { token: other.token });
    expect(untouched.body).toEqual(expect.objectContaining({ title: 'A task of a test', status: 'open' }));
  });

  it('is not listed', async () => {
    const { body } = await mustCall(200, 'GET', '/tasks?limit=100', { token: account.token });
    expect(list(body, 'items').map((task) => task['id'])).not.toContain(taskId);
  });
});

import { buildTaskApp, taskServiceRoutes } from './build-app';
import { checkedCall, type Answer, type Call, type Init } from './fixtures/checked-call';
import { deps, state, TASK_ID, tokens, USER } from './fixtures/one-user';
import { listen, type HttpServer } from './listen';

let server: HttpServer;
let call: Call;

beforeAll(async () => {
  server = await listen(buildTaskApp(deps), '127.0.0.1', 0);
  const authorization = `Bearer ${(await tokens.issue(USER)).accessToken}`;
  call = checkedCall(server.port, taskServiceRoutes(deps), { headers: { authorization } });
});
afterAll(() => server.close(0));
afterEach(() => {
  state.started = true;
  state.databaseIsAway = false;
});

const json = (value: unknown) => ({ body: JSON.stringify(value) });

function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status, code });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ status, type: `https://firewatch.example/problems/${code}` });
}

test('a created task is answered with its location', async () => {
  const { status, headers, body } = await call(
    'POST',
    '/tasks',
    json({ title: 'One', dueAt: '2026-12-01T10:00:00+02:00' }),
  );
  expect(status).toBe(201);
  expect(headers.get('location')).toBe(`/tasks/${String(body['id'])}`);
  expect(body).toMatchObject({ title: 'One', dueAt: '2026-12-01T08:00:00.000Z', status: 'open' });
});

test.each<[string, string, string, Init, number, string]>([
  ['malformed JSON', 'POST', '/tasks', { body: '{"title":' }, 400, 'malformed_json'],
  ['a body that is no object', 'POST', '/tasks', { body: '[]' }, 422, 'validation_failed'],
  ['no body', 'POST', '/tasks', {}, 422, 'validation_failed'],
  ['an unknown field', 'POST', '/tasks', json({ title: 'x', owner: 'me' }), 422, 'validation_failed'],
  ['a NUL character', 'POST', '/tasks', json({ title: 'a\0b' }), 422, 'validation_failed'],
  ['a title of zero-width spaces', 'POST', '/tasks', json({ title: '\u200b\u200e' }), 422, 'validation_failed'],
  ['a tag that is a Hangul filler', 'GET', '/tasks?tag=%E3%85%A4', {}, 422, 'validation_failed'],
  ['a field of the prototype', 'POST', '/tasks', { body: '{"title":"x","__proto__":{}}' }, 422, 'validation_failed'],
  ['a parameter of the prototype', 'GET', '/tasks?__proto__=x', {}, 422, 'validation_failed'],
  ['a NUL in a parameter', 'GET', '/tasks?tag=a%00b', {}, 422, 'validation_failed'],
  ['a title of spaces', 'POST', '/tasks', json({ title: '   ' }), 422, 'validation_failed'],
  [
    'a date that is none',
    'POST',
    '/tasks',
    json({ title: 'x', dueAt: '2026-02-30T00:00:00Z' }),
    422,
    'validation_failed',
  ],
  [
    'a year too far',
    'POST',
    '/tasks',
    json({ title: 'x', dueAt: '9999-12-31T23:59:59-01:00' }),
    422,
    'validation_failed',
  ],
  [
    'a year that is too far in UTC alone',
    'GET',
    `/tasks?dueAfter=${encodeURIComponent('0001-01-01T00:00:00+00:01')}`,
    {},
    422,
    'validation_failed',
  ],
  [
    'a body too large',
    'POST',
    '/tasks',
    json({ title: 'x', description: 'x'.repeat(70_000) }),
    413,
    'payload_too_large',
  ],
  [
    'another content type',
    'POST',
    '/tasks',
    { body: 'x', headers: { 'content-type': 'text/plain' } },
    415,
    'unsupported_media_type',
  ],
  [
    'another charset',
    'POST',
    '/tasks',
    { body: '{}', headers: { 'content-type': 'application/json; charset=x' } },
    415,
    'unsupported_media_type',
  ],
  ['an empty change', 'PATCH', `/tasks/${TASK_ID}`, json({}), 422, 'validation_failed'],
  ['an id that is none', 'GET', '/tasks/17', {}, 400, 'invalid_id'],
  ['an id with a NUL', 'GET', `/tasks/${TASK_ID}%00`, {}, 400, 'invalid_id'],
  ['a very long id', 'GET', `/tasks/${'1'.repeat(10_000)}`, {}, 400, 'invalid_id'],
  ['a fault of the prototype', 'PUT', '/admin/faults/__proto__', json({ seconds: 1 }), 401, 'invalid_token'],
  ['a broken path', 'GET', '/tasks/%E0%A4%A', {}, 400, 'malformed_request'],
  ['a task that is not there', 'GET', '/tasks/33333333-3333-4333-8333-333333333333', {}, 404, 'task_not_found'],
  ['a bad cursor', 'GET', '/tasks?cursor=zzz', {}, 400, 'invalid_cursor'],
  ['a bad limit', 'GET', '/tasks?limit=101', {}, 422, 'validation_failed'],
  ['a limit in hexadecimal', 'GET', '/tasks?limit=0x10', {}, 422, 'validation_failed'],
  ['a limit with an exponent', 'GET', '/tasks?limit=1e1', {}, 422, 'validation_failed'],
  ['a limit with a sign', 'GET', '/tasks?limit=%2B5', {}, 422, 'validation_failed'],
  ['a limit with a blank', 'GET', '/tasks?limit=%205', {}, 422, 'validation_failed'],
  ['a limit in other digits', 'GET', '/tasks?limit=%EF%BC%95', {}, 422, 'validation_failed'],
  ['an empty limit', 'GET', '/tasks?limit=', {}, 422, 'validation_failed'],
  ['a repeated limit', 'GET', '/tasks?limit=5&limit=5', {}, 422, 'validation_failed'],
  ['a repeated cursor', 'GET', '/tasks?cursor=a&cursor=a', {}, 422, 'validation_failed'],
  ['an unknown parameter', 'GET', '/tasks?sort=title', {}, 422, 'validation_failed'],
  ['a repeated parameter', 'GET', '/tasks?status=open&status=open', {}, 422, 'validation_failed'],
  ['no token', 'GET', '/me', { headers: { authorization: '' } }, 401, 'invalid_token'],
  ['a bad token', 'GET', '/me', { headers: { authorization: 'Bearer a.b.c' } }, 401, 'invalid_token'],
  ['another scheme', 'GET', '/me', { headers: { authorization: 'Basic YTpi' } }, 401, 'invalid_token'],
  ['an unknown path', 'GET', '/nothing', {}, 404, 'route_not_found'],
  ['another method', 'DELETE', '/me', {}, 405, 'method_not_allowed'],
  ['half a surrogate pair', 'POST', '/tasks', { body: '{"title":"\\ud800"}' }, 422, 'validation_failed'],
  ['an unknown parameter where there is none', 'GET', '/me?x=1', {}, 422, 'validation_failed'],
  ['a tag of spaces', 'GET', '/tasks?tag=a&tag=%20', {}, 422, 'validation_failed'],
  ['a date without a time', 'GET', '/tasks?dueBefore=2026-12-01', {}, 422, 'validation_failed'],
  ['an unknown scope', 'GET', '/tasks?scope=all', {}, 422, 'validation_failed'],
  ['a bad cursor of activity', 'GET', '/me/activity?cursor=zzz', {}, 400, 'invalid_cursor'],
  ['a bad limit of notifications', 'GET', '/me/notifications?limit=0', {}, 422, 'validation_failed'],
  ['an assignee that is no id', 'PUT', `/tasks/${TASK_ID}/assignee`, json({ userId: 'me' }), 422, 'validation_failed'],
  ['an unknown assignee', 'PUT', `/tasks/${TASK_ID}/assignee`, json({ userId: TASK_ID }), 422, 'assignee_not_found'],
  ['a refresh token that is none', 'POST', '/auth/refresh', json({ refreshToken: 'x' }), 401, 'invalid_token'],
])('%s: %s %s', async (_what, method, path, init, status, code) => {
  expectProblem(await call(method, path, init), status, code);
});

test('a request without the Authorization header is told what to send', async () => {
  const response = await fetch(`http://127.0.0.1:${server.port}/me`);
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  await expect(response.json()).resolves.toMatchObject({ code: 'unauthenticated' });
});

test('every refused field is named', async () => {
  const { body } = await call('POST', '/tasks', json({ title: '', tags: ['ok', 7], a: 1, b: 2 }));
  const paths = (body['errors'] as { path: string }[]).map(({ path }) => path);
  expect(paths.sort()).toEqual(['a', 'b', 'tags.1', 'title']);
});

test('with the state store away the summary is degraded and says so', async () => {
  const { status, body } = await call('GET', '/me/summary');
  expect(status).toBe(200);
  expect(body).toMatchObject({ userId: USER, open: 1, source: 'database', degraded: true });
});

test('with the database away: 503 that may be tried again; health goes on, readiness does not', async () => {
  state.databaseIsAway = true;
  for (const [method, path] of [
    ['GET', '/tasks'],
    ['DELETE', `/tasks/${TASK_ID}`],
    ['GET', '/me/summary'],
  ] as const) {
    const answer = await call(method, path);
    expectProblem(answer, 503, 'dependency_unavailable');
    expect(answer.body['retriable']).toBe(true);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect((await call('GET', '/healthz')).status).toBe(200);
  const readiness = await call('GET', '/readyz');
  expect(readiness).toMatchObject({ status: 503, body: { status: 'not_ready', degraded: ['database', 'dapr'] } });
});

test('a degraded dependency is listed, and the service is ready', async () => {
  const { status, body } = await call('GET', '/readyz');
  expect({ status, body }).toMatchObject({ status: 200, body: { status: 'degraded', degraded: ['dapr'] } });
});

test('while it starts the API asks for patience, and health and metrics answer', async () => {
  state.started = false;
  expectProblem(await call('GET', '/tasks'), 503, 'service_starting');
  expect((await call('GET', '/healthz')).status).toBe(200);
  expect((await call('GET', '/metrics')).status).toBe(200);
});

test('requests are measured under their route’s template, never under their path', async () => {
  await call('GET', `/tasks/${TASK_ID}`);
  await call('GET', '/no/such/path');
  await call('POST', '/tasks', { body: '{' });
  const { body } = await call('GET', '/metrics');
  const counts = String(body['text']).match(/^http_server_request_duration_seconds_count{.*}/gm) ?? [];
  const routes = new Set(counts.map((line) => /http_route="([^"]*)"/.exec(line)?.[1]));
  expect([...routes]).toEqual(expect.arrayContaining(['/tasks', '/tasks/:taskId', 'unmatched']));
  expect(counts.join('\n')).not.toMatch(/no\/such|11111111/);
  const ofMalformed = 'http_request_method="POST",http_route="/tasks",http_response_status_code="400"';
  expect(counts.join('\n')).toContain(ofMalformed);
});

test('a path answers another method with what it knows, also to who has no token', async () => {
  const headers = { authorization: '' };
  expect((await call('POST', '/me', { headers })).headers.get('allow')).toBe('GET, HEAD');
  expect((await call('OPTIONS', `/tasks/${TASK_ID}`, { headers })).headers.get('allow')).toBe(
    'GET, HEAD, PATCH, DELETE',
  );
  const { body } = await call('GET', '/metrics');
  expect(String(body['text'])).toContain('http_route="/me",http_response_status_code="405"');
});

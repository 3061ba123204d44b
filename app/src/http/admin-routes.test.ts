import { buildConsumerApp, buildTaskApp } from './build-app';
import { ADMIN_TOKEN, APP_TOKEN, deps, TASK_ID, tokens, USER } from './fixtures/one-user';
import { listen, type HttpServer } from './listen';

const admin = { authorization: `Bearer ${ADMIN_TOKEN}` };
const OFF = { fault: 'http-errors', active: false, until: null, parameters: null };

let server: HttpServer;
let user: { authorization: string };
beforeAll(async () => {
  server = await listen(buildTaskApp(deps), '127.0.0.1', 0);
  user = { authorization: `Bearer ${(await tokens.issue(USER)).accessToken}` };
});
afterAll(() => server.close(0));
afterEach(() => deps.faults.withdraw('http-errors', 'the test is over'));

async function call(method: string, path: string, headers: Record<string, string> = admin, body?: string) {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson ? JSON.parse(text) : {}) as Record<string, unknown>,
  };
}

const inject = (parameters: object) =>
  call('PUT', '/admin/faults/http-errors', admin, JSON.stringify({ seconds: 60, ...parameters }));

test('a fault is switched on, listed and switched off', async () => {
  expect((await call('GET', '/admin/faults')).body).toEqual({ faults: [OFF] });
  const { status, body } = await inject({ ratio: 0.5 });
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      fault: 'http-errors',
      active: true,
      until: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      parameters: { ratio: 0.5 },
    },
  });
  expect((await call('GET', '/admin/faults')).body).toEqual({ faults: [body] });
  for (let time = 0; time < 2; time += 1) expect((await call('DELETE', '/admin/faults/http-errors')).status).toBe(204);
  expect((await call('GET', '/admin/faults')).body).toEqual({ faults: [OFF] });
});

test.each<[string, Record<string, string>, string]>([
  ['no token', {}, 'unauthenticated'],
  ['another token', { authorization: `Bearer ${ADMIN_TOKEN}x` }, 'invalid_token'],
  ['an empty token', { authorization: 'Bearer ' }, 'invalid_token'],
  ['another scheme', { authorization: `Basic ${ADMIN_TOKEN}` }, 'invalid_token'],
])('with %s every admin route answers 401', async (_what, headers, code) => {
  for (const [method, path] of [
    ['GET', '/admin/faults'],
    ['PUT', '/admin/faults/http-errors'],
    ['PUT', '/admin/faults/nothing'],
    ['DELETE', '/admin/faults/http-errors'],
  ] as const) {
    const answer = await call(method, path, headers, method === 'PUT' ? '{"ratio":1,"seconds":60}' : undefined);
    expect({ path, status: answer.status, code: answer.body['code'] }).toEqual({ path, status: 401, code });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  }
  expect(deps.faults.states()).toEqual([OFF]);
});

test("a user's access token opens no admin route, nor the admin token the API", async () => {
  expect((await call('GET', '/admin/faults', user)).status).toBe(401);
  expect((await call('GET', '/me', admin)).status).toBe(401);
});

test.each<[string, string, string, number, string]>([
  ['an unknown fault', '/admin/faults/nothing', '{"seconds":60}', 404, 'fault_not_found'],
  ['malformed JSON', '/admin/faults/http-errors', '{"ratio":', 400, 'malformed_json'],
  ['a body that is no object', '/admin/faults/http-errors', '[]', 422, 'validation_failed'],
  ['a ratio above 1', '/admin/faults/http-errors', '{"ratio":2,"seconds":60}', 422, 'validation_failed'],
])('%s is refused', async (_what, path, content, status, code) => {
  const answer = await call('PUT', path, admin, content);
  expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status, code });
});

test('another content type is refused', async () => {
  const headers = { ...admin, 'content-type': 'text/plain' };
  const { status, body } = await call('PUT', '/admin/faults/http-errors', headers, 'ratio=1');
  expect({ status, code: body['code'] }).toEqual({ status: 415, code: 'unsupported_media_type' });
});

test('every bad parameter is named', async () => {
  const { body } = await inject({ ratio: '1', seconds: 0, route: '/tasks' });
  const paths = (body['errors'] as { path: string }[]).map(({ path }) => path);
  expect(paths.sort()).toEqual(['ratio', 'route', 'seconds']);
});

test('a share of the API fails as by a defect, counted under its route; admin, health and metrics go on', async () => {
  await inject({ ratio: 0.5 });
  const answers = [];
  for (let request = 0; request < 10; request += 1) answers.push(await call('GET', `/tasks/${TASK_ID}`, user));
  expect(answers.map(({ status }) => status)).toEqual([200, 500, 200, 500, 200, 500, 200, 500, 200, 500]);
  expect(answers[1]?.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answers[1]?.body).toEqual({
    type: 'https://firewatch.example/problems/internal_error',
    title: 'Something went wrong here',
    status: 500,
    detail: 'The error was logged under this trace id',
    code: 'internal_error',
    traceId: null,
  });

  await inject({ ratio: 1 });
  for (const [method, path] of [
    ['POST', '/auth/login'],
    ['POST', '/auth/register'],
    ['GET', '/me'],
    ['GET', '/me/summary'],
    ['POST', '/tasks'],
    ['GET', '/tasks'],
    ['PATCH', `/tasks/${TASK_ID}`],
    ['DELETE', `/tasks/${TASK_ID}`],
    ['POST', `/tasks/${TASK_ID}/complete`],
  ] as const) {
    expect({ method, path, status: (await call(method, path, user)).status }).toEqual({ method, path, status: 500 });
  }
  for (const path of ['/healthz', '/readyz', '/metrics', '/admin/faults']) {
    expect({ path, status: (await call('GET', path)).status }).toEqual({ path, status: 200 });
  }
  const { text } = await call('GET', '/metrics');
  const failed = text.match(/^http_server_request_duration_seconds_count\{.*http_response_status_code="500".*\} .*/gm);
  expect(failed?.join('\n')).toContain('http_request_method="GET",http_route="/tasks/:taskId"');
  expect(failed?.join('\n')).not.toContain('unmatched');
  expect(text).toContain('fault_active{fault="http-errors"} 1');
});

test('a process without an API has the admin routes, too', async () => {
  const { faults, adminToken, checkReadiness } = deps;
  const operations = await listen(
    buildConsumerApp({
      checkReadiness,
      faults,
      adminToken,
      appToken: APP_TOKEN,
      deliver: () => Promise.resolve([]),
    }),
    '127.0.0.1',
    0,
  );
  const url = `http://127.0.0.1:${operations.port}/admin/faults`;
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: admin })).status).toBe(200);
  await operations.close(0);
});

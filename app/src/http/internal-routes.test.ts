import { buildConsumerApp, buildTaskApp } from './build-app';
import { ADMIN_TOKEN, APP_TOKEN, deps, state, tokens, USER } from './fixtures/one-user';
import { listen, type HttpServer } from './listen';

const sidecar = { 'dapr-api-token': APP_TOKEN };

let taskService: HttpServer;
let consumer: HttpServer;
const delivered: string[] = [];

beforeAll(async () => {
  taskService = await listen(buildTaskApp(deps), '127.0.0.1', 0);
  const app = buildConsumerApp({
    ...deps,
    deliver: (body) => Promise.resolve(delivered.push(body) > 2 ? 'DROP' : 'SUCCESS'),
  });
  consumer = await listen(app, '127.0.0.1', 0);
});
afterAll(() => Promise.all([taskService.close(0), consumer.close(0)]));
afterEach(() => {
  state.started = true;
  state.databaseIsAway = false;
  delivered.length = 0;
});

async function askForUser(userId: string, headers: Record<string, string> = sidecar) {
  const response = await fetch(`http://127.0.0.1:${taskService.port}/internal/users/${userId}`, { headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function bring(body: string, headers: Record<string, string> = sidecar) {
  const url = `http://127.0.0.1:${consumer.port}/internal/notifications`;
  const response = await fetch(url, { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('a sidecar learns that a user exists, and not the address', async () => {
  expect(await askForUser(USER)).toEqual({ status: 200, body: { id: USER, displayName: 'A' } });
});

test.each(['33333333-3333-4333-8333-333333333333', 'me'])('%s is no user', async (userId) => {
  expect(await askForUser(userId)).toMatchObject({ status: 404, body: { code: 'user_not_found' } });
});

test('a task service that cannot know says so', async () => {
  state.databaseIsAway = true;
  expect(await askForUser(USER)).toMatchObject({ status: 503, body: { retriable: true } });
  state.started = false;
  expect(await askForUser(USER)).toMatchObject({ status: 503, body: { code: 'service_starting' } });
});

test.each([
  ['nothing', {}, 'unauthenticated'],
  ['another token', { 'dapr-api-token': 'x'.repeat(40) }, 'invalid_token'],
  ['the admin token', { 'dapr-api-token': ADMIN_TOKEN }, 'invalid_token'],
])('who shows %s is nobody’s sidecar', async (_what, headers, code) => {
  expect(await askForUser(USER, headers)).toMatchObject({ status: 401, body: { code } });
  expect(await bring('{}', headers)).toMatchObject({ status: 401, body: { code } });
  expect(delivered).toEqual([]);
});

test('a user’s access token opens no internal route', async () => {
  const authorization = `Bearer ${(await tokens.issue(USER)).accessToken}`;
  expect(await askForUser(USER, { authorization })).toMatchObject({ status: 401 });
});

test('what the sidecar brings is handed on as it came, and answered with what is to become of it', async () => {
  const large = JSON.stringify({ text: 'ü'.repeat(500_000) });
  const headers = { ...sidecar, 'content-type': 'application/cloudevents+json; charset=utf-8' };
  expect(await bring('{"id":"1"}', headers)).toEqual({ status: 200, body: { status: 'SUCCESS' } });
  expect(await bring(large, { ...sidecar, 'content-type': 'text/plain' })).toMatchObject({ status: 200 });
  expect(await bring('', headers)).toEqual({ status: 200, body: { status: 'DROP' } });
  expect(delivered).toEqual(['{"id":"1"}', large, '']);
});

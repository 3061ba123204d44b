import type { DeliveredEntry } from '../consumer/delivered-entry';
import { buildConsumerApp, buildTaskApp } from './build-app';
import { ADMIN_TOKEN, APP_TOKEN, deps, internal, state, tokens, USER } from './fixtures/one-user';
import { listen, type HttpServer } from './listen';

const sidecar = { 'dapr-api-token': APP_TOKEN };

let taskService: HttpServer;
let consumer: HttpServer;
const delivered: DeliveredEntry[] = [];

beforeAll(async () => {
  taskService = await listen(buildTaskApp(deps), '127.0.0.1', 0);
  const app = buildConsumerApp({
    ...deps,
    deliver(entries) {
      delivered.push(...entries);
      return Promise.resolve(
        entries.map(({ entryId }) => ({ entryId, status: entryId === '0' ? 'SUCCESS' : 'RETRY' })),
      );
    },
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
  const response = await fetch(`http://127.0.0.1:${taskService.port}/internal/users?id=${userId}`, { headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function bring(body: string, headers: Record<string, string> = sidecar, path = '') {
  const url = `http://127.0.0.1:${consumer.port}/internal/notifications${path}`;
  const response = await fetch(url, { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('a sidecar learns that a user exists, and not the address', async () => {
  expect(await askForUser(USER)).toEqual({ status: 200, body: { items: [{ id: USER, displayName: 'A' }] } });
});

test.each(['33333333-3333-4333-8333-333333333333', 'me'])('%s is no user', async (userId) => {
  expect(await askForUser(userId)).toEqual({ status: 200, body: { items: [] } });
});

test('what other services ask can be made to fail, and what users ask does not fail with it', async () => {
  const withdraw = internal.fault.setting.parse({ ratio: 1, seconds: 60 }).inject();
  expect(await askForUser(USER)).toMatchObject({ status: 500, body: { code: 'internal_error' } });
  expect((await fetch(`http://127.0.0.1:${taskService.port}/me`)).status).toBe(401);
  withdraw();
  expect(await askForUser(USER)).toMatchObject({ status: 200 });
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

const entryOf = (entryId: string, event: unknown) => ({
  entryId,
  event,
  metadata: { __topic: 'notification.requested', __partition: '0', __offset: entryId },
});
const JSON_TYPE = { ...sidecar, 'content-type': 'application/json' };

// A path that nobody thought of, too: Dapr would take a 404 for "done".
test.each(['', '/assignment', '/reminder', '/gossip', '/of/yesterday'])(
  'what the sidecar brings to …%s is handed on, and answered with what is to become of each',
  async (path) => {
    const body = JSON.stringify({ entries: [entryOf('0', { id: '1' }), entryOf('1', { id: '2' })] });
    const statuses = [
      { entryId: '0', status: 'SUCCESS' },
      { entryId: '1', status: 'RETRY' },
    ];
    expect(await bring(body, JSON_TYPE, path)).toEqual({ status: 200, body: { statuses } });
    expect(delivered.map(({ event }) => event)).toEqual([{ id: '1' }, { id: '2' }]);
  },
);

test('a bulk of ten large messages is taken, whatever its type says', async () => {
  const large = Array.from({ length: 10 }, (_, index) => entryOf(String(index), 'ü'.repeat(500_000)));
  const headers = { ...sidecar, 'content-type': 'text/plain' };
  expect(await bring(JSON.stringify({ entries: large }), headers)).toMatchObject({ status: 200 });
  expect(delivered).toHaveLength(10);
});

test.each([
  ['a single event', '{"id":"1"}', 422],
  ['no JSON', '{"entries":', 400],
  ['nothing', '', 422],
])('%s is refused, and not with a 404', async (_what, body, status) => {
  expect(await bring(body, JSON_TYPE)).toMatchObject({ status });
  expect(delivered).toEqual([]);
});

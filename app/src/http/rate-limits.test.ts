import { buildTaskApp, taskServiceRoutes } from './build-app';
import { checkedCall } from './fixtures/checked-call';
import { deps, EMAIL, tokens } from './fixtures/one-user';
import { listen, type HttpServer } from './listen';

const LIMIT = 3;
const LOGIN = JSON.stringify({ email: 'a@b.example', password: 'x' });

let server: HttpServer | undefined;
afterEach(() => server?.close(0));

async function serve(trustedProxies: readonly string[] = []) {
  const limits = { authRequestsPerMinute: LIMIT, apiRequestsPerMinute: LIMIT };
  // Every user exists.
  const findUser = (id: string) =>
    Promise.resolve({ id, email: EMAIL, displayName: 'A', createdAt: new Date('2026-11-24T00:00:00Z') });
  const users = { ...deps.users, findUser };
  server = await listen(buildTaskApp({ ...deps, ...limits, users, trustedProxies }), '127.0.0.1', 0);
  return checkedCall(server.port, taskServiceRoutes(deps));
}

/** The statuses of log-ins, each with another X-Forwarded-For. */
async function logIns(trustedProxies: readonly string[], forwardedFor: readonly string[]): Promise<number[]> {
  const call = await serve(trustedProxies);
  const statuses: number[] = [];
  for (const address of forwardedFor) {
    const headers = { 'x-forwarded-for': address, forwarded: `for=${address}` };
    statuses.push((await call('POST', '/auth/login', { body: LOGIN, headers })).status);
  }
  return statuses;
}

const IN_TURN = ['203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4'];

test('log-ins are limited by address, and the answer says when it ends', async () => {
  const call = await serve();
  const answers = [];
  for (let request = 0; request <= LIMIT; request += 1)
    answers.push(await call('POST', '/auth/login', { body: LOGIN }));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
  const last = answers.at(-1);
  expect(last?.body).toMatchObject({ code: 'rate_limited', retriable: true });
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(answers[0]?.headers.get('ratelimit')).toMatch(/r=2/);
  expect(answers[0]?.headers.get('ratelimit-policy')).toMatch(/q=3; w=60/);
});

test('without a trusted proxy, whatever X-Forwarded-For says, the address is the connection’s', async () => {
  expect(await logIns([], IN_TURN)).toEqual([401, 401, 401, 429]);
});

test('a proxy that is not among the trusted is not believed', async () => {
  expect(await logIns(['10.0.0.0/8'], IN_TURN)).toEqual([401, 401, 401, 429]);
});

test('a trusted proxy is believed about who is behind it', async () => {
  expect(await logIns(['127.0.0.0/8'], IN_TURN)).toEqual([401, 401, 401, 401]);
  await server?.close(0);
  expect(await logIns(['127.0.0.1'], Array(4).fill('203.0.113.1') as string[])).toEqual([401, 401, 401, 429]);
});

test('what a client puts before the word of the trusted proxy changes nothing', async () => {
  const forged = IN_TURN.map((address) => `${address}, 198.51.100.7`);
  expect(await logIns(['127.0.0.1'], forged)).toEqual([401, 401, 401, 429]);
});

test('all addresses of one IPv6 customer share a limit', async () => {
  const addresses = ['2001:db8:1:100::1', '2001:db8:1:1ff::2', '2001:db8:1:1aa:bb::3', '2001:db8:1:123:4::5'];
  expect(await logIns(['127.0.0.1'], addresses)).toEqual([401, 401, 401, 429]);
  await server?.close(0);
  expect(await logIns(['127.0.0.1'], [...addresses.slice(0, 3), '2001:db8:2::1'])).toEqual([401, 401, 401, 401]);
});

test('the API is limited by user, wherever the requests come from', async () => {
  const call = await serve(['127.0.0.1']);
  const statuses: Record<string, number[]> = { one: [], other: [] };
  const users = { one: '22222222-2222-4222-8222-222222222222', other: '33333333-3333-4333-8333-333333333333' };
  for (const address of IN_TURN) {
    for (const [name, id] of Object.entries(users)) {
      const authorization = `Bearer ${(await tokens.issue(id)).accessToken}`;
      const headers = { authorization, 'x-forwarded-for': address };
      statuses[name]?.push((await call('GET', '/tasks', { headers })).status);
    }
  }
  expect(statuses).toEqual({ one: [200, 200, 200, 429], other: [200, 200, 200, 429] });
  expect((await call('GET', '/readyz')).status).toBe(200);
});

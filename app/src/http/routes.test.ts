import { buildTaskApp, taskServiceRoutes } from './build-app';
import { checkedCall, type Call } from './fixtures/checked-call';
import { ADMIN_TOKEN, APP_TOKEN, deps, EMAIL, PASSWORD, state, TASK_ID, tokens, USER } from './fixtures/one-user';
import { listen, type HttpServer } from './listen';
import type { RouteDescription } from './route';

const routes = taskServiceRoutes(deps);
const seen = new Set<string>();

let server: HttpServer;
let call: Call;
beforeAll(async () => {
  server = await listen(buildTaskApp(deps), '127.0.0.1', 0);
  call = checkedCall(server.port, routes, { seen });
});
afterAll(() => server.close(0));
afterEach(() => {
  state.databaseIsAway = false;
});

const credentials = { email: EMAIL, password: PASSWORD };

/** The answer of each operation that is as it is meant, with what it takes: the body, or what comes before it. */
const BODIES: Record<string, () => Promise<object> | object> = {
  register: () => ({ ...credentials, displayName: 'A' }),
  logIn: () => credentials,
  refresh: refreshToken,
  logOut: refreshToken,
  createTask: () => ({ title: 'One' }),
  updateTask: () => ({ title: 'Two' }),
  assignTask: () => ({ userId: USER }),
  injectFault: () => ({ ratio: 0, seconds: 60 }),
};

/** What an operation has to be asked with in its address. */
const QUERIES: Record<string, string> = { findRecipients: `?id=${USER}` };

async function refreshToken() {
  const { body } = await call('POST', '/auth/login', { body: JSON.stringify(credentials) });
  return { refreshToken: body['refreshToken'] };
}

async function tokenOf({ access }: RouteDescription): Promise<Record<string, string>> {
  if (access === 'user') return { authorization: `Bearer ${(await tokens.issue(USER)).accessToken}` };
  if (access === 'admin') return { authorization: `Bearer ${ADMIN_TOKEN}` };
  return access === 'sidecar' ? { 'dapr-api-token': APP_TOKEN } : {};
}

async function ask(route: RouteDescription): Promise<number> {
  const query = QUERIES[route.operationId] ?? '';
  const path = route.path.replace(':taskId', TASK_ID).replace(':fault', 'http-errors') + query;
  const body = await BODIES[route.operationId]?.();
  const answer = await call(route.method.toUpperCase(), path, {
    headers: await tokenOf(route),
    ...(body && { body: JSON.stringify(body) }),
  });
  return answer.status;
}

test.each(routes)('$operationId answers as it declares', async (route) => {
  expect(Object.keys(route.answers)).toContain(String(await ask(route)));
});

test('with the database away every operation answers as it declares', async () => {
  const paired = await refreshToken();
  state.databaseIsAway = true;
  BODIES['refresh'] = BODIES['logOut'] = () => paired;
  for (const route of routes) expect([200, 201, 204, 503]).toContain(await ask(route));
});

test('every answer that is declared was given', () => {
  const declared = routes.flatMap(({ operationId, answers }) =>
    Object.keys(answers).map((status) => `${operationId} ${status}`),
  );
  expect(declared.filter((answer) => !seen.has(answer))).toEqual([]);
});

import { buildTaskApp, taskServiceRoutes } from './build-app';
import { checkedCall, type Call } from './fixtures/checked-call';
import { deps, TASK_ID, tokens } from './fixtures/one-user';
import { listen, type HttpServer } from './listen';

const routes = taskServiceRoutes(deps);

let server: HttpServer;
let call: Call;
beforeAll(async () => {
  server = await listen(buildTaskApp(deps), '127.0.0.1', 0);
  const authorization = `Bearer ${(await tokens.issue('33333333-3333-4333-8333-333333333333')).accessToken}`;
  call = checkedCall(server.port, routes, { headers: { authorization } });
});
afterAll(() => server.close(0));

test.each(routes.filter(({ access }) => access === 'user'))(
  '$operationId refuses the token of a user that does not exist',
  async ({ method, path }) => {
    const answer = await call(method.toUpperCase(), path.replace(':taskId', TASK_ID));
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  },
);

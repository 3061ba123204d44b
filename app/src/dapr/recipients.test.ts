import { fakeSidecar, type FakeSidecar } from './fixtures/sidecar';
import { Invoker } from './invoker';
import { recipients } from './recipients';

let sidecar: FakeSidecar;
afterEach(() => sidecar.close());

async function whenAnswered(status: number, body: string, timeoutMs?: number) {
  sidecar = await fakeSidecar((_request, response) => response.writeHead(status).end(body), timeoutMs);
  return recipients(new Invoker(sidecar.client, 'task-service'));
}

test('a user is asked for by way of the sidecars, with the API token', async () => {
  const users = await whenAnswered(200, '{"items":[{"id":"u 1","displayName":"A"}]}');
  await expect(users.exists('u 1')).resolves.toBe(true);
  expect(sidecar.requests).toEqual([
    expect.objectContaining({ method: 'GET', url: '/v1.0/invoke/task-service/method/internal/users?id=u%201' }),
  ]);
  expect(sidecar.requests[0]?.headers['dapr-api-token']).toBe('the-token');
});

test('a user is unknown only when the task service says so', async () => {
  const users = await whenAnswered(200, '{"items":[]}');
  await expect(users.exists('u')).resolves.toBe(false);
});

test.each([
  [200, '{}'],
  [200, ''],
  [404, '{"code":"route_not_found"}'],
  [404, '{"code":"user_not_found"}'],
  [404, ''],
  [401, '{"code":"invalid_token"}'],
  [429, '{"code":"rate_limited"}'],
  [500, '{"errorCode":"ERR_DIRECT_INVOKE","message":"failed to invoke, id: task-service"}'],
  [503, '{"code":"service_starting"}'],
])('%i %s is no answer to the question: to be asked again', async (status, body) => {
  const users = await whenAnswered(status, body);
  const expected = { code: 'dependency_unavailable', retriable: true, dependency: 'task-service' };
  await expect(users.exists('u')).rejects.toMatchObject(expected);
});

test('without a sidecar it is the sidecar that is away, and nobody waits long for it', async () => {
  const away = { code: 'dependency_unavailable', retriable: true, dependency: 'dapr' };
  sidecar = await fakeSidecar(() => undefined, 200);
  const start = performance.now();
  await expect(recipients(new Invoker(sidecar.client, 'task-service')).exists('u')).rejects.toMatchObject(away);
  sidecar.close();
  await expect(recipients(new Invoker(sidecar.client, 'task-service')).exists('u')).rejects.toMatchObject(away);
  expect(performance.now() - start).toBeLessThan(2_000);
});

import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { daprClient } from './client';
import { isConflict, StateStore } from './state-store';

let server: Server;

/** A store whose sidecar answers as told; `requests` are what it was asked. */
async function storeWith(
  answer: RequestListener,
  timeoutMs = 5_000,
): Promise<{ store: StateStore; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const client = daprClient({ host: '127.0.0.1', port, apiToken: 'the-token', timeoutMs });
  return { store: new StateStore(client, 'statestore'), requests };
}

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('a value comes with its ETag, asked for with the API token and nothing before it', async () => {
  const { store, requests } = await storeWith((_request, response) =>
    response.end('[{"key":"k","data":{"a":1},"etag":"7"}]'),
  );
  await expect(store.get('k')).resolves.toEqual({ value: { a: 1 }, etag: '7' });
  expect(requests.map(({ url }) => url)).toEqual(['/v1.0/state/statestore/bulk?']);
  expect(requests[0]?.headers['dapr-api-token']).toBe('the-token');
});

test('an absent value has no ETag', async () => {
  const { store } = await storeWith((_request, response) => response.end('[{"key":"k"}]'));
  await expect(store.get('k')).resolves.toEqual({ value: undefined, etag: undefined });
});

const UNAVAILABLE = { code: 'dependency_unavailable', retriable: true, dependency: 'dapr' };

test('a store that fails behind the sidecar is unavailable', async () => {
  const { store } = await storeWith((_request, response) =>
    response.end('[{"key":"k","error":"redis: connection refused"}]'),
  );
  await expect(store.get('k')).rejects.toMatchObject(UNAVAILABLE);
});

test('a sidecar that never answers is given up in time', async () => {
  const { store } = await storeWith(() => undefined, 200);
  const start = performance.now();
  await expect(store.get('k')).rejects.toMatchObject(UNAVAILABLE);
  await expect(store.save('k', {}, '1', 60)).rejects.toMatchObject(UNAVAILABLE);
  await expect(store.isHealthy()).resolves.toBe(false);
  expect(performance.now() - start).toBeLessThan(3_000);
});

test('a sidecar that is not there fails at once', async () => {
  const { store } = await storeWith(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  const start = performance.now();
  await expect(store.get('k')).rejects.toMatchObject(UNAVAILABLE);
  expect(performance.now() - start).toBeLessThan(1_000);
});

test.each([
  [409, '{"errorCode":"ERR_STATE_SAVE","message":"possible etag mismatch"}', 'state_conflict'],
  [500, '{"errorCode":"ERR_STATE_SAVE","message":"failed to set key app||k"}', 'state_conflict'],
  [500, '{"errorCode":"ERR_STATE_SAVE","message":"dial tcp: connection refused"}', 'dependency_unavailable'],
])('a save answered with %i %s', async (status, body, code) => {
  const { store } = await storeWith((_request, response) => response.writeHead(status).end(body));
  await expect(store.save('k', { a: 1 }, undefined, 60)).rejects.toMatchObject({ code, retriable: true });
});

test('an error that is no answer is no conflict', () => {
  expect(isConflict(new Error('request to http://x failed, reason: failed to set key'))).toBe(false);
});

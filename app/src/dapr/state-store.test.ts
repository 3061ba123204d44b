import { z } from 'zod';
import type { RequestListener } from 'node:http';
import { fakeSidecar, type FakeSidecar } from './fixtures/sidecar';
import { StateStore } from './state-store';

// Only what a real sidecar cannot be made to answer; all else is asked of one in test/src/dapr-state.test.ts.

let sidecar: FakeSidecar;

async function storeWith(answer: RequestListener, timeoutMs?: number): Promise<StateStore> {
  sidecar = await fakeSidecar(answer, timeoutMs);
  return new StateStore(sidecar.client, 'statestore', 'app');
}

afterEach(() => sidecar.close());

const ANYTHING = z.unknown();
const UNAVAILABLE = { code: 'dependency_unavailable', retriable: true, dependency: 'dapr' };

test('a value is asked for with the API token, and nothing before it', async () => {
  const store = await storeWith((_request, response) => response.end('[{"key":"app:k","data":{"a":1},"etag":"7"}]'));
  await expect(store.get('k', ANYTHING)).resolves.toEqual({ value: { a: 1 }, etag: '7' });
  expect(sidecar.requests).toMatchObject([
    { method: 'POST', url: '/v1.0/state/statestore/bulk?', headers: { 'dapr-api-token': 'the-token' } },
  ]);
});

test('values are told apart by their keys, in whatever order they come', async () => {
  const store = await storeWith((_request, response) =>
    response.end('[{"key":"app:b","data":2,"etag":"1"},{"key":"app:a","data":1,"etag":"1"}]'),
  );
  const values = (await store.getMany(['a', 'b'], z.number())).map(({ value }) => value);
  expect(values).toEqual([1, 2]);
});

test('a sidecar that never answers is given up in time', async () => {
  const store = await storeWith(() => undefined, 100);
  const start = performance.now();
  await expect(store.get('k', ANYTHING)).rejects.toMatchObject(UNAVAILABLE);
  await expect(store.getMany(['k'], ANYTHING)).rejects.toMatchObject(UNAVAILABLE);
  await expect(store.set({ key: 'k', value: {}, when: { etag: '1' } })).rejects.toMatchObject(UNAVAILABLE);
  await expect(store.setMany([{ key: 'k', value: {}, when: 'always' }])).rejects.toMatchObject(UNAVAILABLE);
  await expect(store.delete('k')).rejects.toMatchObject(UNAVAILABLE);
  await expect(store.deleteMany(['k'])).rejects.toMatchObject(UNAVAILABLE);
  await expect(store.transact([{ operation: 'delete', key: 'k' }])).rejects.toMatchObject(UNAVAILABLE);
  await expect(store.isHealthy()).resolves.toBe(false);
  expect(performance.now() - start).toBeLessThan(3_000);
});

test('a sidecar that is not there fails at once', async () => {
  const store = await storeWith(() => undefined);
  sidecar.close();
  const start = performance.now();
  await expect(store.get('k', ANYTHING)).rejects.toMatchObject(UNAVAILABLE);
  expect(performance.now() - start).toBeLessThan(1_000);
});

test('a store that never answers is not the sidecar, which does', async () => {
  const store = await storeWith((request, response) => {
    if (request.url?.endsWith('/metadata')) response.end('{"id":"app"}');
  }, 500);
  const late = { code: 'dependency_unavailable', message: 'redis did not answer in time', dependency: 'redis' };
  await expect(store.get('k', ANYTHING)).rejects.toMatchObject(late);
  await expect(store.set({ key: 'k', value: {}, when: 'always' })).rejects.toMatchObject(late);
  await expect(store.delete('k')).rejects.toMatchObject(late);
  await expect(store.transact([{ operation: 'delete', key: 'k' }])).rejects.toMatchObject(late);
});

test('nothing is sent that can never be done', async () => {
  const store = await storeWith(() => undefined);
  const refused = { code: 'state_refused', retriable: false };
  await expect(store.get('a||b', ANYTHING)).rejects.toMatchObject(refused);
  await expect(store.setMany([{ key: 'a/b', value: 1, when: 'always' }])).rejects.toMatchObject(refused);
  await expect(store.delete('')).rejects.toMatchObject(refused);
  await expect(
    store.transact([
      { operation: 'upsert', key: 'a', value: 1 },
      { operation: 'delete', key: 'a:b' },
    ]),
  ).rejects.toMatchObject(refused);
  expect(sidecar.requests).toEqual([]);
});

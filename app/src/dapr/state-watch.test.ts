import type { RequestListener } from 'node:http';
import { fakeSidecar, type FakeSidecar } from './fixtures/sidecar';
import { StateStore } from './state-store';
import { watchState, type StateWatch } from './state-watch';

const FULL = `{"errorCode":"ERR_STATE_SAVE","message":"OOM command not allowed when used memory > 'maxmemory'."}`;

/** The time that a sidecar has which answers, and one that does not. */
const PATIENT_MS = 5_000;
const SHORT_MS = 100;

const writes: RequestListener = (_request, response) => response.writeHead(204).end();
const isFull: RequestListener = (_request, response) => response.writeHead(500).end(FULL);

let answer: RequestListener;
let sidecar: FakeSidecar;
let stopping: AbortController;
let watch: StateWatch;

async function start(first: RequestListener, timeoutMs = PATIENT_MS): Promise<void> {
  answer = first;
  sidecar = await fakeSidecar((request, response) => answer(request, response), timeoutMs);
  stopping = new AbortController();
  watch = watchState(new StateStore(sidecar.client, 'statestore', 'app'), 'readiness', 1, stopping.signal);
}

afterEach(async () => {
  stopping.abort();
  sidecar.close();
  await watch.done;
});

/** Looks at every turn of the event loop; Jest's time limit is the limit. */
async function until(store: string): Promise<void> {
  while (watch.health().store !== store) await new Promise((resolve) => setImmediate(resolve));
}

test('before the first answer nothing is known', async () => {
  await start(() => undefined);
  expect(watch.health()).toEqual({ sidecar: 'starting', store: 'starting' });
});

test.each<[string, RequestListener, object, number]>([
  ['a store that writes', writes, { sidecar: 'up', store: 'up' }, PATIENT_MS],
  ['a full store', isFull, { sidecar: 'up', store: 'refuses writes' }, PATIENT_MS],
  [
    'a store that is unavailable',
    (_request, response) =>
      response.writeHead(500).end('{"errorCode":"ERR_STATE_SAVE","message":"connection refused"}'),
    { sidecar: 'up', store: 'down' },
    PATIENT_MS,
  ],
  [
    'a store that hangs',
    (request, response) => (request.url?.endsWith('/metadata') ? response.end('{"id":"app"}') : undefined),
    { sidecar: 'up', store: 'down' },
    SHORT_MS,
  ],
  ['a sidecar that hangs', () => undefined, { sidecar: 'down', store: 'unknown' }, SHORT_MS],
  ['a sidecar that hangs up', (request) => request.socket.destroy(), { sidecar: 'down', store: 'unknown' }, PATIENT_MS],
  [
    'a sidecar without the store',
    (_request, response) => response.writeHead(400).end('{"errorCode":"ERR_STATE_STORE_NOT_FOUND"}'),
    { sidecar: 'down', store: 'unknown' },
    PATIENT_MS,
  ],
])('%s', async (_what, first, health, timeoutMs) => {
  await start(first, timeoutMs);
  while (watch.health().store === 'starting') await new Promise((resolve) => setImmediate(resolve));
  expect(watch.health()).toEqual(health);
  expect(sidecar.requests[0]).toMatchObject({ method: 'POST', url: '/v1.0/state/statestore?' });
});

test('a store that becomes full, and is mended, is seen to', async () => {
  await start(writes);
  await until('up');
  answer = isFull;
  await until('refuses writes');
  answer = writes;
  await until('up');
});

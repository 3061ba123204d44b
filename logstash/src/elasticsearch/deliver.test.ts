import type { LogDocument } from '../document';
import { indexOfDay, toDocument } from '../document';
import { buildHealthServer } from '../health-server';
import { Delivery } from './deliver';
import { ElasticsearchClient } from './elasticsearch-client';
import { ScriptedStore } from './scripted-store-of-test';
import type { StoreErrorKind } from './store-error';

let store: ScriptedStore;
let delivery: Delivery;
let retries: unknown[];
let lost: LogDocument[];
let stopping: AbortController;

beforeEach(async () => {
  store = new ScriptedStore();
  const client = new ElasticsearchClient({ url: await store.listen(), username: 'writer', password: 'secret' });
  retries = [];
  lost = [];
  stopping = new AbortController();
  delivery = new Delivery(client, {
    onStored: () => undefined,
    onRetry: (error) => void retries.push(error),
    onLost: (document) => void lost.push(document),
  });
});
afterEach(() => {
  stopping.abort();
  store.close();
});

const NOW = new Date();
const TODAY = indexOfDay(NOW);

function documentOf(text: string, start = 0): LogDocument {
  const file = { device: 1, inode: 2, head: { length: 0, hash: '' } };
  const record = { process: 'something', text, path: '/log/something.log', file, start, endFile: file, end: start + 1 };
  return toDocument(record, NOW);
}
const documentsOf = (count: number) => Array.from({ length: count }, (_, index) => documentOf(`line ${index}`, index));
const messages = () => [...store.documents.values()].map(({ message }) => message).sort();
const deliver = (documents: readonly LogDocument[]) => delivery.deliver(documents, stopping.signal);

/** Delivers in the background until the first attempt has failed. */
async function deliverUntilStuck(documents: readonly LogDocument[]): Promise<{ delivering: Promise<void> }> {
  const delivering = deliver(documents);
  delivering.catch(() => undefined);
  while (retries.length === 0) await new Promise((resolve) => setImmediate(resolve));
  return { delivering };
}

async function readiness(): Promise<{ status: number; body: unknown }> {
  const server = buildHealthServer(() => delivery.failure).listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const response = await fetch(`http://127.0.0.1:${(server.address() as { port: number }).port}/readyz`);
    return { status: response.status, body: await response.json() };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test('ready once the template is there, before any line', async () => {
  expect((await readiness()).status).toBe(503);
  await delivery.prepare();
  expect(await readiness()).toEqual({ status: 200, body: { status: 'ok', dependencies: { elasticsearch: 'ok' } } });
});

describe('while Elasticsearch stores nothing, readiness says which kind of failure it is and why', () => {
  const blocked = { status: 403, type: 'cluster_block_exception' };
  const cases: [what: string, script: () => void, kind: StoreErrorKind, reason: RegExp][] = [
    ['a read-only index', () => (store.itemAnswer = () => blocked), 'refuses-writes', /refuses writes: cluster_block_exc/],
    [
      'a full disk',
      () => (store.itemAnswer = () => ({ status: 429, type: 'cluster_block_exception' })),
      'refuses-writes',
      /refuses writes: cluster_block_exception/,
    ],
    ['a full queue', () => (store.itemAnswer = () => ({ status: 429, type: 'es_rejected_execution_exception' })), 'refuses-writes', /es_rejected/],
    ['too many requests', () => (store.bulkStatus = () => 429), 'refuses-writes', /refuses writes: POST \/_bulk was answered with 429/],
    ['a wrong password', () => (store.bulkStatus = () => 401), 'refuses-access', /refuses access to writer: .*401: some_exception/],
    ['a user without the right', () => (store.bulkStatus = () => 403), 'refuses-access', /refuses access to writer: .*403/],
    ['a template that may not be put', () => (store.templateStatus = 403), 'refuses-access', /_index_template.* 403/],
    ['a node that starts', () => (store.bulkStatus = () => 503), 'unreachable', /is unreachable at http.*503/],
    ['nothing there', () => store.close(), 'unreachable', /is unreachable at http/],
  ]; // prettier-ignore

  test.each(cases)('%s', async (_what, script, kind, reason) => {
    script();
    await deliverUntilStuck(documentsOf(2));
    // The template is put every second, and a read-only index does not mind.
    await delivery.prepare().catch(() => undefined);
    expect(await readiness()).toEqual({
      status: 503,
      body: {
        status: 'unavailable',
        dependencies: { elasticsearch: kind },
        reason: expect.stringMatching(reason) as unknown,
      },
    });
    expect(lost).toEqual([]);
  });

  test('and afterwards everything is stored, and readiness is back', async () => {
    store.itemAnswer = () => blocked;
    const { delivering } = await deliverUntilStuck(documentsOf(2));
    store.itemAnswer = () => undefined;
    await delivering;
    expect(messages()).toEqual(['line 0', 'line 1']);
    expect((await readiness()).status).toBe(200);
  });
});

test('a document whose own day is closed or read-only goes to the index of today', async () => {
  store.itemAnswer = ({ index }) => {
    if (index === TODAY) return undefined;
    return index.endsWith('01')
      ? { status: 400, type: 'index_closed_exception' }
      : { status: 403, type: 'cluster_block_exception' };
  };
  await deliver([
    { ...documentOf('closed', 1), index: 'firewatch-logs-2020.01.01' },
    { ...documentOf('read-only', 2), index: 'firewatch-logs-2020.01.02' },
    documentOf('today', 3),
  ]);
  expect(messages()).toEqual(['closed', 'read-only', 'today']);
  expect(new Set(store.indices.values())).toEqual(new Set([TODAY]));
  expect(retries).toEqual([]);
});

describe('a request that is refused as a whole', () => {
  test('is halved until the document at fault is alone, which is kept in a simpler form', async () => {
    store.bulkStatus = (body) => (/"message":"line 5"[^}]*"ecs"/.test(body) && !body.includes('_rejected') ? 400 : 200);
    await deliver(documentsOf(16));
    expect(messages()).toEqual(
      documentsOf(16)
        .map(({ source }) => source['message'])
        .sort(),
    );
    expect([...store.documents.values()].filter(({ tags }) => tags !== undefined)).toEqual([
      expect.objectContaining({ message: 'line 5', tags: ['_rejected'] }),
    ]);
    expect(retries).toEqual([]);
  });

  test('for its size is halved, and a document that is too large by itself is shortened', async () => {
    const large = `large ${'x'.repeat(100_000)}`;
    store.bulkStatus = (body) => (body.length > 20_000 ? 413 : 200);
    await deliver([...documentsOf(3), documentOf(large, 3)]);
    expect(messages()).toEqual([large.slice(0, 8192), 'line 0', 'line 1', 'line 2']);
    expect([...store.documents.values()]).toContainEqual(
      expect.objectContaining({ message: large.slice(0, 8192), tags: ['_rejected', '_shortened'] }),
    );
    expect(lost).toEqual([]);
  });

  test('whatever it holds is no fault of the documents, which wait unchanged', async () => {
    store.bulkStatus = () => 400;
    const { delivering } = await deliverUntilStuck(documentsOf(3));
    expect((await readiness()).body).toMatchObject({ dependencies: { elasticsearch: 'refuses-request' } });
    store.bulkStatus = () => 200;
    await delivering;
    expect([...store.documents.values()].map(({ tags }) => tags)).toEqual([undefined, undefined, undefined]);
    expect(lost).toEqual([]);
  });

  test('whatever it holds waits as well where it is a single document', async () => {
    store.bulkStatus = () => 400;
    const { delivering } = await deliverUntilStuck(documentsOf(1));
    store.bulkStatus = () => 200;
    await delivering;
    expect(messages()).toEqual(['line 0']);
    expect(lost).toEqual([]);
  });
});

test('a document that cannot be written as JSON is alone in not being stored as it is', async () => {
  const [first, second] = documentsOf(2);
  if (first === undefined || second === undefined) throw new Error('two documents');
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  await deliver([{ ...first, source: circular as never }, second]);
  expect(messages()).toEqual(['line 0', 'line 1']);
});

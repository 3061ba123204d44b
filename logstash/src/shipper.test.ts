import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LogDocument, Outcome } from './document';
import { Delivery } from './elasticsearch/deliver';
import { ElasticsearchClient } from './elasticsearch/elasticsearch-client';
import type { Fields } from './formats';
import { Shipper } from './shipper';

/**
 * Speaks the two requests of the bulk protocol that shipping needs, so that answers can be chosen which a healthy server gives rarely.
 * The documents themselves are proven against a real server by the tests of the running platform.
 */
class ScriptedStore {
  readonly documents = new Map<string, Fields>();
  readonly requests: string[] = [];
  /** The status of the whole answer; 200 unless set. */
  status = 200;
  /** The status of one document's item; stored unless it says otherwise. */
  itemStatus: (source: Fields) => number = () => 201;
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.statusCode = this.status;
      response.end(
        request.url === '/_bulk' && this.status === 200 ? this.bulk(Buffer.concat(chunks).toString()) : '{}',
      );
    });
  });

  async listen(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private bulk(body: string): string {
    const lines = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Fields);
    const items = [];
    for (let at = 0; at < lines.length; at += 2) {
      const source = lines[at + 1] ?? {};
      const status = this.itemStatus(source);
      if (status < 300) this.documents.set((lines[at]?.['index'] as { _id: string })._id, source);
      items.push({
        index: { status, ...(status >= 300 && { error: { type: 'document_parsing_exception', reason: 'no' } }) },
      });
    }
    return JSON.stringify({ items });
  }
}

let directory: string;
let log: string;
let stateFile: string;
let store: ScriptedStore;
let url: string;
let outcomes: Outcome[];
let retries: number;
let lost: LogDocument[];
let shippers: Shipper[];
const never = new AbortController().signal;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'ship-'));
  log = path.join(directory, 'kafka-1.log');
  stateFile = path.join(directory, 'state', 'positions.json');
  store = new ScriptedStore();
  url = await store.listen();
  outcomes = [];
  retries = 0;
  lost = [];
  shippers = [];
});
afterEach(async () => {
  for (const shipper of shippers) await shipper.close(AbortSignal.abort());
  store.close();
  await rm(directory, { recursive: true });
});

async function startShipper(): Promise<Shipper> {
  const delivery = new Delivery(new ElasticsearchClient({ url }), {
    onStored: (_service, outcome) => outcomes.push(outcome),
    onRetry: () => (retries += 1),
    onLost: (document) => lost.push(document),
  });
  const shipper = new Shipper({ logDirectory: directory, stateFile, quietMs: 0 }, delivery);
  await shipper.loadPositions();
  shippers.push(shipper);
  return shipper;
}
const record = (message: string) => `[2026-11-24 02:12:50,305] INFO ${message} (kafka.server.KafkaServer)\n`;
const messages = () => [...store.documents.values()].map((source) => source['message']);

/** Ships until three rounds read nothing: one may only have moved on to the next file. */
async function shipAll(shipper: Shipper): Promise<void> {
  for (let empty = 0; empty < 3;) empty = (await shipper.shipOnce(never)) > 0 ? 0 : empty + 1;
}

test('a record of several lines is one document, under the template that was put before it', async () => {
  await writeFile(log, `${record('one').trimEnd()}\njava.io.IOException: disk\n\tat a.b(c)\n${record('two')}`);
  await shipAll(await startShipper());
  expect(store.requests.slice(0, 2)).toEqual(['PUT /_index_template/firewatch-logs', 'POST /_bulk']);
  expect([...store.documents.values()]).toEqual([
    expect.objectContaining({
      message: 'one',
      error: expect.objectContaining({ type: 'java.io.IOException' }) as unknown,
    }),
    expect.objectContaining({ message: 'two' }),
  ]);
});

test('a new shipper goes on after the stored records, across a rotation', async () => {
  await writeFile(log, record('one'));
  await shipAll(await startShipper());
  await appendFile(log, record('two'));
  await rename(log, path.join(directory, 'kafka-1-2026-11-24T02-30-00.000.log'));
  await writeFile(log, record('three'));
  outcomes = [];
  await shipAll(await startShipper());
  expect(messages()).toEqual(['one', 'two', 'three']);
  expect(outcomes).toHaveLength(2);
});

test('shipping everything again changes nothing', async () => {
  await writeFile(log, record('one') + record('one') + record('two'));
  await shipAll(await startShipper());
  await rm(stateFile);
  await shipAll(await startShipper());
  expect(messages()).toEqual(['one', 'one', 'two']);
  expect(outcomes).toHaveLength(6);
});

test('while the store fails no position moves, and afterwards everything is there once', async () => {
  await writeFile(log, record('one'));
  store.status = 503;
  const shipper = await startShipper();
  const stop = new AbortController();
  const running = shipper.run(stop.signal, 50);
  while (retries === 0) await new Promise((resolve) => setImmediate(resolve));
  stop.abort();
  await running;
  await expect(readFile(stateFile)).rejects.toThrow('ENOENT');
  expect(await shipper.lagBytes()).toEqual(new Map([['kafka-1', record('one').length]]));
  store.status = 200;
  const next = await startShipper();
  await shipAll(next);
  expect(messages()).toEqual(['one']);
  expect(await next.lagBytes()).toEqual(new Map([['kafka-1', 0]]));
});

test('a document that the index refuses is kept raw, one that comes too early is sent again', async () => {
  await writeFile(log, record('refused') + record('early') + 'of no format\n');
  let early = true;
  store.itemStatus = (source) => {
    if (source['message'] === 'refused') return 400;
    const status = source['message'] === 'early' && early ? 429 : 201;
    if (status === 429) early = false;
    return status;
  };
  await shipAll(await startShipper());
  const raw = record('refused').trimEnd();
  expect([...store.documents.values()]).toContainEqual(
    expect.objectContaining({
      message: raw,
      tags: ['_rejected'],
      service: { name: 'kafka-1' },
      event: { dataset: 'kafka.log', original: raw },
    }),
  );
  expect(messages()).toContain('early\nof no format');
  expect(outcomes.sort()).toEqual(['indexed', 'rejected']);
  expect(lost).toEqual([]);
});

test('a record that is refused in every form is reported and does not stop the others', async () => {
  await writeFile(log, record('refused') + record('fine'));
  store.itemStatus = (source) => (/refused/.test(source['message'] as string) ? 400 : 201);
  await shipAll(await startShipper());
  expect(messages()).toEqual(['fine']);
  expect(lost.map(({ record: { text } }) => text)).toEqual([record('refused').trimEnd()]);
});

test('a stop delivers the record that still waited for its end', async () => {
  const shipper = new Shipper(
    { logDirectory: directory, stateFile, quietMs: 3_600_000, pollMs: 5 },
    new Delivery(new ElasticsearchClient({ url }), {
      onStored: () => undefined,
      onRetry: () => undefined,
      onLost: () => undefined,
    }),
  );
  await writeFile(log, record('one') + record('last'));
  const stop = new AbortController();
  const running = shipper.run(stop.signal);
  while (store.documents.size === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(messages()).toEqual(['one']);
  stop.abort();
  await running;
  expect(messages()).toEqual(['one', 'last']);
});

import { appendFile, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LogDocument, Outcome } from './document';
import { Delivery } from './elasticsearch/deliver';
import { ElasticsearchClient } from './elasticsearch/elasticsearch-client';
import { ScriptedStore } from './elasticsearch/scripted-store-of-test';
import { Shipper } from './shipper';

let directory: string;
let log: string;
let stateFile: string;
let store: ScriptedStore;
let url: string;
let outcomes: Outcome[];
let retries: number;
let lost: LogDocument[];
let shippers: Shipper[];
let skipped: string[];
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
  skipped = [];
});
afterEach(async () => {
  for (const shipper of shippers) await shipper.close(AbortSignal.abort());
  store.close();
  await rm(directory, { recursive: true });
});

async function startShipper(): Promise<Shipper> {
  const delivery = new Delivery(new ElasticsearchClient({ url }), {
    onStored: ({ outcome }) => void outcomes.push(outcome),
    onRetry: () => void (retries += 1),
    onLost: (document) => void lost.push(document),
  });
  const onSkipped = (file: string) => void skipped.push(path.basename(file));
  const shipper = new Shipper({ logDirectory: directory, stateFile, quietMs: 0, onSkipped }, delivery);
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
  store.bulkStatus = () => 503;
  const shipper = await startShipper();
  const stop = new AbortController();
  const running = shipper.run(stop.signal, 50);
  while (retries === 0) await new Promise((resolve) => setImmediate(resolve));
  stop.abort();
  await running;
  await expect(readFile(stateFile)).rejects.toThrow('ENOENT');
  expect((await shipper.lag()).get('kafka-1')?.bytes).toBe(record('one').length);
  store.bulkStatus = () => 200;
  const next = await startShipper();
  await shipAll(next);
  expect(messages()).toEqual(['one']);
  expect(await next.lag()).toEqual(new Map([['kafka-1', { bytes: 0, seconds: 0 }]]));
});

test('a document that the index refuses is kept raw, one that comes too early is sent again', async () => {
  await writeFile(log, record('refused') + record('early') + 'of no format\n');
  let early = true;
  store.itemAnswer = ({ source }) => {
    if (source['message'] === 'refused') return { status: 400 };
    if (source['message'] !== 'early' || !early) return undefined;
    early = false;
    return { status: 429 };
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
  store.itemAnswer = ({ source }) => (/refused/.test(source['message'] as string) ? { status: 400 } : undefined);
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

describe('the lag of a process in seconds', () => {
  const WAITING_MS = 50;
  const waited = () => new Promise((resolve) => setTimeout(resolve, WAITING_MS));
  const secondsOf = async (shipper: Shipper, process = 'kafka-1') => (await shipper.lag()).get(process)?.seconds;

  test('grows while its lines wait, and is 0 once they are stored', async () => {
    store.itemAnswer = () => ({ status: 403, type: 'cluster_block_exception' });
    await writeFile(log, record('one'));
    const shipper = await startShipper();
    const shipping = shipAll(shipper);
    while (retries === 0) await new Promise((resolve) => setImmediate(resolve));
    const first = await secondsOf(shipper);
    await waited();
    const second = await secondsOf(shipper);
    expect(second).toBeGreaterThanOrEqual((first ?? 0) + WAITING_MS / 1000 - 0.01);
    store.itemAnswer = () => undefined;
    await shipping;
    expect(await secondsOf(shipper)).toBe(0);
  });

  test('is that of the lines that wait now, although there are some at every look', async () => {
    await writeFile(log, record('one'));
    const shipper = await startShipper();
    await shipAll(shipper);
    for (let look = 0; look < 3; look += 1) {
      await appendFile(log, record('another'));
      await waited();
      await shipper.shipOnce(never);
      // It came after the last round, so that it waits at this look.
      await appendFile(log, record('late'));
      expect(await secondsOf(shipper)).toBeLessThan(WAITING_MS / 1000);
    }
  });

  test('counts what a process wrote since others held everything up from when it is seen', async () => {
    store.itemAnswer = () => ({ status: 403, type: 'cluster_block_exception' });
    await writeFile(log, record('one'));
    const other = path.join(directory, 'kafka-2.log');
    await writeFile(other, '');
    const shipper = await startShipper();
    const shipping = shipAll(shipper);
    while (retries === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await secondsOf(shipper, 'kafka-2')).toBe(0);
    await waited();
    await appendFile(other, record('two'));
    expect(await secondsOf(shipper, 'kafka-2')).toBe(0);
    expect(await secondsOf(shipper)).toBeGreaterThan(0);
    store.itemAnswer = () => undefined;
    await shipping;
  });
});

test('a line of a megabyte comes in pieces that are each stored, and so does the line after it', async () => {
  await writeFile(log, `${record(`large ${'é'.repeat(500_000)}`)}${record('after')}`);
  const shipper = await startShipper();
  while (!messages().includes('after')) await shipper.shipOnce(never);
  const texts = [...store.documents.values()].map((source) => source['message'] as string);
  expect(texts).toContain('after');
  expect(texts.join('').match(/é/g)).toHaveLength(500_000);
  expect(texts.join('')).not.toContain('\uFFFD');
});

test('a file that cannot be read does not hold up the process whose newest it is, nor the others', async () => {
  await writeFile(path.join(directory, 'kafka-1-2026-11-24T02-30-00.000.log'), record('old'));
  // Opens, and gives an error at each reading, also to root.
  await symlink('/proc/self/mem', log);
  await writeFile(path.join(directory, 'kafka-2.log'), record('other'));
  const shipper = await startShipper();
  await shipAll(shipper);
  expect(messages().sort()).toEqual(['old', 'other']);
  expect(skipped).toEqual(['kafka-1.log']);
});

import { DependencyUnavailableError, AppError } from '../errors';
import type { PendingEvent } from './pending-event';
import { headerText } from '../events/record-headers';
import { RecordRefusedError, type OutgoingRecord } from './ports';
import { publishLoop } from './publish-loop';
import { WakeUp } from './wake-up';

const LONG_MS = 60_000;

function event(id: number, payload: unknown = { n: id }): PendingEvent {
  const at = new Date();
  const eventId = `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
  const trace = { traceparent: null, tracestate: null };
  return {
    id: String(id),
    eventId,
    topic: 'task.created',
    key: 'task',
    payload,
    occurredAt: at,
    createdAt: at,
    ...trace,
  };
}

/** An outbox in memory, and a broker and a registry that can be taken away; what happened stands in its lists. */
function relayOf(events: PendingEvent[], { batchSize = 100, pollIntervalMs = LONG_MS } = {}) {
  const gate: { open: Promise<void> } = { open: Promise.resolve() };
  const away = { kafka: false, registry: false, database: false };
  const published: string[] = [];
  const parked: Record<string, string> = {};
  const batches: string[][] = [];
  const fetches: string[][] = [];
  const pruned: number[] = [];
  const wakeUp = new WakeUp();
  const stopping = new AbortController();
  const outbox = {
    fetchPending(limit: number, inHand: string[]) {
      if (away.database) return Promise.reject(new Error('connection terminated'));
      const isDone = (id: string) => published.includes(id) || id in parked || inHand.includes(id);
      const fetched = events.filter(({ id }) => !isDone(id)).slice(0, limit);
      fetches.push(fetched.map(({ id }) => id));
      return Promise.resolve(fetched);
    },
    markPublished: (ids: string[]) => Promise.resolve(void published.push(...ids)),
    async park(ones: { id: string; error: string }[]) {
      // As with the real one, what is asked meanwhile is answered before.
      await nextTurn();
      for (const { id, error } of ones) {
        expect(parked).not.toHaveProperty(id);
        parked[id] = error;
      }
    },
    prune: (seconds: number) => Promise.resolve(void pruned.push(seconds)),
  };
  const encoder = {
    warmUp: () =>
      away.registry ? Promise.reject(new DependencyUnavailableError('schema-registry')) : Promise.resolve(),
    encode(_topic: string, payload: unknown) {
      if (away.registry) return Promise.reject(new DependencyUnavailableError('schema-registry'));
      if (payload === 'bad') return Promise.reject(new AppError('unencodable_event', 'does not fit'));
      return Promise.resolve(Buffer.from(JSON.stringify(payload)));
    },
  };
  const sender = {
    async send(records: OutgoingRecord[]) {
      await gate.open;
      if (away.kafka) return Promise.reject(new DependencyUnavailableError('kafka'));
      if (records.some(({ value }) => value?.toString() === '"huge"'))
        return Promise.reject(new RecordRefusedError(new Error('too large')));
      batches.push(records.map(({ headers }) => String(Number(headerText(headers, 'ce_id')?.slice(-12)))));
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  const loop = publishLoop({ encoder, sender, batchSize, pollIntervalMs, retentionSeconds: 3_600 });
  const run = () => loop.run(outbox, wakeUp, stopping.signal);
  return {
    ...{ away, gate, published, parked, batches, fetches, pruned, loop, wakeUp, run },
    add: (one: PendingEvent) => events.push(one),
    async runUntil(isSo: () => boolean) {
      const running = run();
      await until(isSo);
      stopping.abort();
      await running;
    },
  };
}

/** Looks at every turn of the event loop; Jest's time limit is the limit. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextTurn();
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('what waits is published in its order, in batches, and then old rows are deleted', async () => {
  const relay = relayOf([event(1), event(2), event(3), event(4), event(5)], { batchSize: 2 });
  await relay.runUntil(() => relay.pruned.length > 0);
  expect(relay.batches).toEqual([['1', '2'], ['3', '4'], ['5']]);
  expect(relay.published).toEqual(['1', '2', '3', '4', '5']);
  expect(relay.pruned).toEqual([3_600]);
});

test.each([
  ['a ring has a new event published', LONG_MS, true],
  ['without a ring the poll finds it', 5, false],
])('%s', async (_what, pollIntervalMs, isRung) => {
  const relay = relayOf([], { pollIntervalMs });
  const running = relay.runUntil(() => relay.published.includes('1'));
  await until(() => relay.pruned.length > 0);
  relay.add(event(1));
  if (isRung) relay.wakeUp.ring();
  await running;
});

test('with Kafka away events wait, the state says so, and they go out in their order when it is back', async () => {
  const relay = relayOf([event(1), event(2)]);
  relay.away.kafka = true;
  const running = relay.runUntil(() => relay.published.length === 2);
  await until(() => relay.loop.failing() === 'kafka');
  expect(relay.published).toEqual([]);
  relay.away.kafka = false;
  await running;
  expect(relay.batches).toEqual([['1', '2']]);
  expect(relay.loop.failing()).toBeUndefined();
});

test('the next batch is fetched while one is on its way', async () => {
  const relay = relayOf([event(1), event(2), event(3)], { batchSize: 2 });
  const { promise, resolve } = Promise.withResolvers<undefined>();
  relay.gate.open = promise.then(() => undefined);
  const running = relay.runUntil(() => relay.published.length === 3);
  await until(() => relay.fetches.length === 2);
  expect(relay.batches).toEqual([]);
  resolve(undefined);
  await running;
  expect(relay.fetches.slice(0, 2)).toEqual([['1', '2'], ['3']]);
});

test('what was made ready behind a batch that fails does not overtake it', async () => {
  const relay = relayOf([event(1), event(2), event(3)], { batchSize: 1 });
  relay.away.kafka = true;
  const running = relay.runUntil(() => relay.published.length === 3);
  await until(() => relay.loop.failing() === 'kafka');
  relay.away.kafka = false;
  await running;
  expect(relay.batches).toEqual([['1'], ['2'], ['3']]);
});

test('an event is parked once, though the next batch is fetched before that is written', async () => {
  const relay = relayOf([event(1, 'bad'), event(2, 'huge'), event(3, 'bad'), event(4)], { batchSize: 1 });
  await relay.runUntil(() => relay.pruned.length > 0);
  expect(Object.keys(relay.parked)).toEqual(['1', '2', '3']);
  expect(relay.fetches.flat()).toEqual(['1', '2', '3', '4']);
});

test('with the registry away events wait, the state says so, and they go out when it is back', async () => {
  const relay = relayOf([event(1)]);
  relay.away.registry = true;
  const running = relay.runUntil(() => relay.published.length === 1);
  await until(() => relay.loop.failing() === 'schema-registry');
  relay.away.registry = false;
  await running;
  expect(relay.loop.failing()).toBeUndefined();
});

test('what can never be published is parked with its reason, and holds nothing back', async () => {
  const relay = relayOf([event(1), event(2, 'bad'), event(3, 'huge'), event(4)]);
  await relay.runUntil(() => relay.published.length === 2);
  expect(relay.published).toEqual(['1', '4']);
  expect(relay.parked).toEqual({
    2: 'does not fit',
    3: 'the broker refuses the record: too large (its value has 6 bytes)',
  });
});

test('it ends when the outbox does, and begins anew without what it thought was away', async () => {
  const relay = relayOf([event(1)]);
  relay.away.kafka = true;
  const running = relay.run();
  await until(() => relay.loop.failing() === 'kafka');
  relay.away.database = true;
  await expect(running).rejects.toThrow('connection terminated');
  Object.assign(relay.away, { kafka: false, database: false });
  await relay.runUntil(() => relay.published.length === 1);
  expect(relay.loop.failing()).toBeUndefined();
});

import { Type } from 'avsc';
import { readDeadLetterHeaders } from '../dead-letters/failure-headers';
import { DependencyUnavailableError } from '../errors';
import { toHeaders } from '../events/headers';
import { headersOf } from '../events/record-headers';
import { EVENT_TOPICS } from '../events/topics';
import { eventDecoder } from '../kafka/event-decoder';
import type { OutgoingRecord } from '../outbox/ports';
import { processRecord } from './process-record';
import type { EventHandler, ReceivedEvent, ReceivedRecord } from './received-record';
import { MAX_UNEXPLAINED_ATTEMPTS } from './record-outcome';
import type { SkipOrder } from './skip-orders';

const ID = '7b6b0c2e-3a4e-4f6a-9d9c-0b1a2c3d4e5f';
const PAYLOAD = {
  taskId: '11111111-1111-4111-8111-111111111111',
  ownerId: '22222222-2222-4222-8222-222222222222',
  occurredAt: 1_795_487_000_123,
};
const schema = structuredClone(EVENT_TOPICS['task.deleted'].schema);
const type = Type.forSchema(schema as unknown as Parameters<typeof Type.forSchema>[0]);
const decoder = eventDecoder({ getSchema: () => Promise.resolve(type as never) });

const encode = (payload: object) => Buffer.concat([Buffer.from([0, 0, 0, 0, 7]), type.toBuffer(payload)]);
const value = encode(PAYLOAD);

function record(changes: Partial<ReceivedRecord> = {}): ReceivedRecord {
  const headers = headersOf(toHeaders({ id: ID, topic: 'task.deleted', occurredAt: new Date(PAYLOAD.occurredAt) }));
  return { topic: 'task.deleted', partition: 3, offset: '42', key: Buffer.from('t'), value, headers, ...changes };
}

interface Conditions {
  /** Thrown by the handler, one an attempt; then it succeeds. */
  failures?: unknown[];
  of?: ReceivedRecord;
  /** Thrown by the sender of dead letters, one a call. */
  refusals?: unknown[];
  orders?: SkipOrder[];
}

/** Tries a record until it is done, 100 times at most. */
async function run({ failures = [], of = record(), refusals = [], orders = [] }: Conditions = {}) {
  const handled: ReceivedEvent[] = [];
  const deadLetters: OutgoingRecord[] = [];
  const waits: number[] = [];
  const skipped: SkipOrder[] = [];
  const handler: EventHandler = {
    group: 'a-group',
    topics: ['task.deleted'],
    handle(event) {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a handler throws need not be an error
      if (failures.length > 0) return Promise.reject(failures.shift());
      handled.push(event);
      return Promise.resolve('processed');
    },
  };
  const processing = {
    handler,
    decoder,
    deadLetters: {
      send(records: OutgoingRecord[]) {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- nor need it be what a sender throws
        if (refusals.length > 0) return Promise.reject(refusals.shift());
        return Promise.resolve(void deadLetters.push(...records));
      },
      close: () => Promise.resolve(),
    },
    skips: {
      orderFor: ({ group, offset }: Omit<SkipOrder, 'reason'>) =>
        orders.find((order) => order.group === group && order.offset === offset),
      done: (order: SkipOrder) => void skipped.push(order),
    },
  };
  for (let attempt = 1; attempt <= 100; attempt += 1) {
    const postponed = await processRecord(processing, of, attempt);
    if (!postponed) return { handled, deadLetters, waits, skipped, failures: deadLetters.map(failureOf) };
    waits.push(postponed.waitMs);
  }
  throw new Error('there is no end to it');
}

const failureOf = ({ headers }: OutgoingRecord) => readDeadLetterHeaders(headers).failure;

test('a record reaches its handler as an event', async () => {
  const { handled, deadLetters } = await run();
  expect(handled).toHaveLength(1);
  expect(handled[0]).toMatchObject({
    id: ID,
    topic: 'task.deleted',
    key: 't',
    payload: PAYLOAD,
    partition: 3,
    offset: '42',
  });
  expect(deadLetters).toEqual([]);
});

test('while a component is unavailable the record waits for it, longer each time, and is not dead-lettered', async () => {
  const outage = Array.from({ length: 20 }, () => new DependencyUnavailableError('dapr'));
  const { handled, deadLetters, waits } = await run({ failures: outage });
  expect(handled).toHaveLength(1);
  expect(deadLetters).toEqual([]);
  expect(waits).toHaveLength(20);
  expect(waits.slice(0, 6)).toEqual([200, 400, 800, 1_600, 3_200, 5_000]);
});

test('what a record waits for is named', async () => {
  const processing = {
    handler: {
      group: 'a-group',
      topics: ['task.deleted'] as const,
      handle: () => Promise.reject(new DependencyUnavailableError('task-service')),
    },
    decoder,
    deadLetters: { send: () => Promise.resolve(), close: () => Promise.resolve() },
    skips: { orderFor: () => undefined, done: () => undefined },
  };
  expect(await processRecord(processing, record(), 1)).toEqual({
    waitMs: 200,
    message: 'task-service is not available',
    dependency: 'task-service',
  });
});

test('what nobody can explain is tried a few times, then dead-lettered', async () => {
  const bugs = Array.from({ length: MAX_UNEXPLAINED_ATTEMPTS }, () => new TypeError('oops'));
  const { handled, waits, failures } = await run({ failures: bugs });
  expect(handled).toEqual([]);
  expect(waits).toHaveLength(MAX_UNEXPLAINED_ATTEMPTS - 1);
  expect(failures).toMatchObject([{ code: 'internal_error', message: 'oops' }]);
});

test('so is what is thrown and is no error, or one with a message of a megabyte', async () => {
  const thrown = [
    Object.create(null),
    undefined,
    'text',
    new Error('x'.repeat(1_000_000)),
    new Error('y'.repeat(1_000_000)),
  ];
  const { failures } = await run({ failures: thrown });
  expect(failures).toMatchObject([{ code: 'internal_error' }]);
  expect(failures[0]?.message).toHaveLength(1_000);
});

test.each<[string, Partial<ReceivedRecord>]>([
  ['bytes that are no Avro', { value: Buffer.from('poison') }],
  ['a value cut short', { value: value.subarray(0, 8) }],
  ['a header without a payload', { value: value.subarray(0, 5) }],
  ['no value', { value: null }],
  ['no CloudEvents headers', { headers: headersOf({ traceparent: 'x' }) }],
  ['a header without a value', { headers: [['ce_id', null]] }],
  ['a time that no database stores', { headers: headersOf({ ce_id: ID, ce_time: '+275760-09-13T00:00:00.000Z' }) }],
  ['a payload with such a time', { value: encode({ ...PAYLOAD, occurredAt: 8_640_000_000_000_000 }) }],
  ['a payload whose ids are none', { value: encode({ ...PAYLOAD, ownerId: "'; DROP" }) }],
  ['a key that no index takes', { key: Buffer.alloc(5_000, 'k') }],
  ['a key with U+0000', { key: Buffer.from('a\0b') }],
])('%s: dead-lettered at once, as it came, with its origin', async (_what, changes) => {
  const poison = record(changes);
  const { handled, deadLetters, waits, failures } = await run({ of: poison });
  expect({ handled, waits }).toEqual({ handled: [], waits: [] });
  expect(deadLetters).toMatchObject([{ topic: 'dead-letter', key: poison.key, value: poison.value }]);
  expect(readDeadLetterHeaders(deadLetters[0]?.headers ?? []).own).toEqual(poison.headers);
  expect(failures).toMatchObject([
    { topic: 'task.deleted', partition: 3, offset: '42', group: 'a-group', code: 'undecodable_record' },
  ]);
});

test('a dead letter that cannot be stored now is stored later, and the record is not handled meanwhile', async () => {
  const away = [new DependencyUnavailableError('kafka'), new DependencyUnavailableError('kafka')];
  const { handled, waits, failures } = await run({ of: record({ value: null }), refusals: away });
  expect(handled).toEqual([]);
  expect(waits).toHaveLength(2);
  expect(failures).toHaveLength(1);
});

test('what an operator has skipped is dead-lettered untried', async () => {
  const order = { group: 'a-group', topic: 'task.deleted', partition: 3, offset: '42', reason: 'nothing helps' };
  const { handled, failures, skipped } = await run({ orders: [{ ...order, group: 'another' }, order] });
  expect(handled).toEqual([]);
  expect(failures).toMatchObject([{ code: 'skipped_by_operator', message: 'nothing helps', group: 'a-group' }]);
  expect(skipped).toEqual([order]);
});

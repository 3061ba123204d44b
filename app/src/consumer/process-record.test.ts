import { Type } from 'avsc';
import { DependencyUnavailableError } from '../errors';
import { toHeaders } from '../events/headers';
import { EVENT_TOPICS } from '../events/topics';
import { eventDecoder } from '../kafka/event-decoder';
import type { OutgoingRecord } from '../outbox/ports';
import { processRecord } from './process-record';
import type { EventHandler, ReceivedEvent, ReceivedRecord } from './received-record';
import { MAX_UNEXPLAINED_ATTEMPTS } from './record-outcome';

const ID = '7b6b0c2e-3a4e-4f6a-9d9c-0b1a2c3d4e5f';
const PAYLOAD = { taskId: 't', ownerId: 'o', occurredAt: 1_795_487_000_123 };
const schema = structuredClone(EVENT_TOPICS['task.deleted'].schema);
const type = Type.forSchema(schema as unknown as Parameters<typeof Type.forSchema>[0]);
const decoder = eventDecoder({ getSchema: () => Promise.resolve(type as never) });

const value = Buffer.concat([Buffer.from([0, 0, 0, 0, 7]), type.toBuffer(PAYLOAD)]);

function record(changes: Partial<ReceivedRecord> = {}): ReceivedRecord {
  const headers = toHeaders({ id: ID, topic: 'task.deleted', occurredAt: new Date(PAYLOAD.occurredAt) });
  return { topic: 'task.deleted', partition: 3, offset: '42', key: Buffer.from('t'), value, headers, ...changes };
}

/** Runs a record through a handler that throws the failures given, one an attempt, and then succeeds. */
async function run(failures: Error[], of = record()) {
  const handled: ReceivedEvent[] = [];
  const deadLetters: OutgoingRecord[] = [];
  const waits: number[] = [];
  const handler: EventHandler = {
    group: 'a-group',
    topics: ['task.deleted'],
    handle(event) {
      const failure = failures.shift();
      if (failure) return Promise.reject(failure);
      handled.push(event);
      return Promise.resolve('processed');
    },
  };
  await processRecord(
    {
      handler,
      decoder,
      deadLetters: {
        send: (records) => Promise.resolve(void deadLetters.push(...records)),
        close: () => Promise.resolve(),
      },
      wait: (milliseconds) => Promise.resolve(void waits.push(milliseconds)),
    },
    of,
  );
  return { handled, deadLetters, waits };
}

test('a record reaches its handler as an event', async () => {
  const { handled, deadLetters } = await run([]);
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

test('while a component is away the record waits for it, longer each time, and is not put aside', async () => {
  const outage = Array.from({ length: 20 }, () => new DependencyUnavailableError('dapr'));
  const { handled, deadLetters, waits } = await run(outage);
  expect(handled).toHaveLength(1);
  expect(deadLetters).toEqual([]);
  expect(waits).toHaveLength(20);
  expect(waits.slice(0, 6)).toEqual([200, 400, 800, 1_600, 3_200, 5_000]);
});

test('what nobody can explain is tried a few times, then put aside', async () => {
  const bugs = Array.from({ length: MAX_UNEXPLAINED_ATTEMPTS }, () => new TypeError('oops'));
  const { handled, deadLetters, waits } = await run(bugs);
  expect(handled).toEqual([]);
  expect(waits).toHaveLength(MAX_UNEXPLAINED_ATTEMPTS - 1);
  expect(deadLetters[0]?.headers).toMatchObject({ 'error-code': 'internal_error', 'error-message': 'oops' });
});

test.each([
  ['bytes that are no Avro', { value: Buffer.from('poison') }],
  ['a value cut short', { value: value.subarray(0, 8) }],
  ['a header without a payload', { value: value.subarray(0, 5) }],
  ['no value', { value: null }],
  ['no CloudEvents headers', { headers: { traceparent: 'x' } }],
])('%s: put aside at once, as it came, with its origin', async (_what, changes) => {
  const poison = record(changes);
  const { handled, deadLetters, waits } = await run([], poison);
  expect(handled).toEqual([]);
  expect(waits).toEqual([]);
  expect(deadLetters).toHaveLength(1);
  expect(deadLetters[0]).toMatchObject({
    topic: 'dead-letter',
    key: poison.key,
    value: poison.value,
    headers: {
      ...poison.headers,
      'origin-topic': 'task.deleted',
      'origin-partition': '3',
      'origin-offset': '42',
      'origin-group': 'a-group',
      'error-code': 'undecodable_record',
    },
  });
});

test('what ends the wait ends the processing, and nothing was put aside', async () => {
  const interrupted = new Error('the partition was taken away');
  const deadLetters: OutgoingRecord[] = [];
  const processing = processRecord(
    {
      handler: {
        group: 'a-group',
        topics: ['task.deleted'],
        handle: () => Promise.reject(new DependencyUnavailableError('database')),
      },
      decoder,
      deadLetters: {
        send: (records) => Promise.resolve(void deadLetters.push(...records)),
        close: () => Promise.resolve(),
      },
      wait: () => Promise.reject(interrupted),
    },
    record(),
  );
  await expect(processing).rejects.toBe(interrupted);
  expect(deadLetters).toEqual([]);
});

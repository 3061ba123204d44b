import fc from 'fast-check';
import { toDeadLetter } from '../dead-letters/dead-letter';
import { sizeOf } from '../dead-letters/fitting-letter';
import { AppError, DependencyUnavailableError } from '../errors';
import { avroType } from '../events/avro-schema';
import { receivedHeaders } from '../events/record-headers';
import { EVENT_TOPIC_NAMES, EVENT_TOPICS } from '../events/topics';
import { eventDecoder } from '../kafka/event-decoder';
import { sendableHeaders } from '../kafka/sendable-headers';
import { RecordRefusedError, type OutgoingRecord } from '../outbox/ports';
import { processRecord } from './process-record';
import { MAX_UNEXPLAINED_ATTEMPTS } from './record-outcome';

// The door "record": whatever Kafka hands over is handled or dead-lettered, in a bounded number of attempts, and nothing is thrown.

/** Each schema has its place in the list as id; what is registered beside them cannot be read. */
const TYPES = EVENT_TOPIC_NAMES.map((topic) => avroType(EVENT_TOPICS[topic].schema));
const decoder = eventDecoder({
  getSchema(id) {
    const type = TYPES[id];
    if (type) return Promise.resolve(type);
    return Promise.reject(new AppError('undecodable_record', `the registry knows no schema ${id}`));
  },
});

const NAMES = [
  'ce_id',
  'ce_time',
  'traceparent',
  'tracestate',
  '__proto__',
  'toString',
  'dlq.origin-topic',
  'dlq.own.x',
];
const TEXTS = [
  '7b6b0c2e-3a4e-4f6a-9d9c-0b1a2c3d4e5f',
  '2026-11-24T01:02:03.004Z',
  '+275760-09-13T00:00:00.000Z',
  '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
];

const DELETED = EVENT_TOPIC_NAMES.indexOf('task.deleted');
const ID = '7b6b0c2e-3a4e-4f6a-9d9c-0b1a2c3d4e5f';
const EVENT = Buffer.concat([
  Buffer.from([0, 0, 0, 0, DELETED]),
  TYPES[DELETED]?.toBuffer({ taskId: ID, ownerId: ID, occurredAt: 5 }) ?? Buffer.alloc(0),
]);
const ATTRIBUTES = { ce_id: Buffer.from(ID), ce_time: Buffer.from('2026-11-24T01:02:03.004Z') };

const bytes = (most: number) => fc.uint8Array({ maxLength: most }).map((array) => Buffer.from(array));
const headerValue = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS).map((text) => Buffer.from(text)) },
  fc.constant(null),
  bytes(50),
  // What KafkaJS takes for the earlier value of a name that every object inherits.
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is never called
  fc.constantFrom(Object.prototype, Object.prototype.toString),
);
const largeHeader = fc.constantFrom(15_000, 400_000, 1_200_000).map((size) => Buffer.alloc(size, 0xff));

const headers = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...NAMES) }, fc.string({ unit: 'binary', maxLength: 20 })),
      fc.oneof(
        { weight: 60, arbitrary: headerValue },
        { weight: 15, arbitrary: fc.array(headerValue, { maxLength: 3 }) },
        { weight: 1, arbitrary: largeHeader },
      ),
    ),
    { maxLength: 8 },
  )
  .map((pairs) => Object.fromEntries(pairs) as never);

/** Values in the wire format, of a schema that is registered or not, and any others. */
const value = fc.oneof(
  fc.constant(null),
  bytes(60),
  fc
    .tuple(fc.integer({ min: 0, max: TYPES.length + 1 }), bytes(80), fc.boolean())
    .map(([id, payload, isReal]) =>
      Buffer.concat([
        Buffer.from([0, 0, 0, 0, id]),
        isReal ? (TYPES[id]?.toBuffer(TYPES[id].random()) ?? payload) : payload,
      ]),
    ),
  // Eight empty fields, and an array that says that it holds fifty million items.
  fc
    .integer({ min: 0, max: TYPES.length - 1 })
    .map((id) => Buffer.from([0, 0, 0, 0, id, ...Array.from({ length: 8 }, () => 0), 0x80, 0xc2, 0xd7, 0x2f])),
);

const failure = fc.oneof(
  fc.constant(new AppError('user_not_found', 'nobody')),
  fc.constant(new TypeError('x'.repeat(100_000))),
  fc.string(),
  fc.constantFrom(undefined, null, Object.create(null), new DependencyUnavailableError('dapr')),
);

interface Hostile {
  message: { key: Buffer | null; value: Buffer | null; headers: never; offset: string; timestamp: string };
  topic: (typeof EVENT_TOPIC_NAMES)[number];
  failures: unknown[];
  /** The handler never succeeds. */
  isHopeless: boolean;
  /** What the dead-letter topic takes at most. */
  room: number;
}

const hostile: fc.Arbitrary<Hostile> = fc.record({
  message: fc.record({
    key: fc.oneof(
      { weight: 9, arbitrary: fc.constant(null) },
      { weight: 9, arbitrary: bytes(20) },
      { weight: 1, arbitrary: fc.constant(Buffer.alloc(50_000, 'k')) },
    ),
    value,
    headers,
    offset: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String),
    timestamp: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  }),
  topic: fc.constantFrom(...EVENT_TOPIC_NAMES),
  failures: fc.array(failure, { maxLength: 8 }),
  isHopeless: fc.boolean(),
  room: fc.constantFrom(1_048_588 + 64 * 1024, 300_000, 20_000, 4_096),
});

/** The same with an event that can be handled, and so reaches the handler. */
const decodable: fc.Arbitrary<Hostile> = hostile.map((each) => ({
  ...each,
  topic: 'task.deleted',
  message: {
    ...each.message,
    key: null,
    value: EVENT,
    headers: { ...(each.message.headers as object), ...ATTRIBUTES } as never,
  },
}));

test('whatever a record holds, it is handled once or dead-lettered once, with its bytes, in few attempts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(hostile, decodable), async ({ message, topic, failures, isHopeless, room }) => {
      const left = [...failures];
      let handled = 0;
      const stored: OutgoingRecord[] = [];
      const processing = {
        handler: {
          group: 'a-group',
          topics: [topic],
          handle() {
            // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- anything can be thrown
            if (left.length > 0) return Promise.reject(left.shift());
            if (isHopeless) return Promise.reject(new TypeError('hopeless'));
            handled += 1;
            return Promise.resolve('processed' as const);
          },
        },
        decoder,
        deadLetters: {
          send(records: OutgoingRecord[]) {
            if (records.some((each) => sizeOf(each) > room))
              return Promise.reject(new RecordRefusedError(new Error('large')));
            return Promise.resolve(void stored.push(...records));
          },
          close: () => Promise.resolve(),
        },
        skips: { orderFor: () => undefined, done: () => undefined },
      };
      const { key, value: content, offset } = message;
      const record = { topic, partition: 3, offset, key, value: content, headers: receivedHeaders(message.headers) };
      const waits = failures.filter((each) => each instanceof DependencyUnavailableError).length;
      const most = MAX_UNEXPLAINED_ATTEMPTS + waits + 1;
      let attempt = 1;
      while ((await processRecord(processing, record, attempt)) !== undefined) {
        attempt += 1;
        expect(attempt).toBeLessThanOrEqual(most);
      }
      expect(handled + stored.length).toBe(1);
      if (!stored[0]) return;
      // As the reader of dead letters gets it.
      const sent = stored[0];
      const letter = toDeadLetter(0, {
        ...message,
        key: sent.key === null ? null : Buffer.from(sent.key),
        value: sent.value,
        headers: sendableHeaders(sent.headers),
      } as never);
      expect(letter.failure).toMatchObject({ topic, partition: 3, offset, group: 'a-group' });
      if (letter.truncation) return;
      // Jest compares large buffers slowly.
      const textOf = (each: readonly (readonly [string, Buffer | null])[]) =>
        each.map(([name, part]) => `${name}: ${part?.toString('base64') ?? 'none'}`).sort();
      expect(textOf(letter.headers).join('\n') === textOf(record.headers).join('\n')).toBe(true);
      expect([
        letter.key?.compare(key ?? Buffer.alloc(0)) ?? 'none',
        letter.value?.compare(content ?? Buffer.alloc(0)) ?? 'none',
      ]).toEqual([key === null ? 'none' : 0, content === null ? 'none' : 0]);
    }),
  );
});

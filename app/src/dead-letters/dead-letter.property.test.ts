import fc from 'fast-check';
import type { KafkaMessage } from 'kafkajs';
import { receivedHeaders, type RecordHeaders } from '../events/record-headers';
import { overTheWire } from '../kafka/fixtures/wire';
import { sendableHeaders } from '../kafka/sendable-headers';
import type { OutgoingRecord } from '../outbox/ports';
import { failureOfAside, collectRecord } from './collected-record';
import { toDeadLetter } from './dead-letter';
import { fittingLetter, sizeOf } from './fitting-letter';
import { detailsOf } from './letter-details';
import { toFullJson } from './letter-json';
import { tableOf } from './letter-table';
import { originalRecord } from './original-record';

// The door "dead letter": what is written is read, shown and sent again with the same bytes, whatever they are; and whatever else
// stands on the topic is shown, too. KafkaJS writes and reads in between.

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const content = fc.oneof(fc.constant(null), bytes(40));
const OURS = [
  'origin-topic',
  'origin-partition',
  'origin-offset',
  'error-code',
  'failed-at',
  'traceparent',
  'truncated',
];
const name = fc.oneof(
  fc.constantFrom(
    'traceparent',
    'tracestate',
    'ce_id',
    'replayed-from',
    '__proto__',
    'constructor',
    '__topic',
    '__key',
    '7',
  ),
  fc.constantFrom(...OURS).map((each) => `dlq.${each}`),
  fc.constantFrom(...OURS, 'origin-group', 'origin-traceparent', 'error-message'),
  fc.string({ maxLength: 12 }).map((each) => `dlq.own.${each}`),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const headers: fc.Arbitrary<RecordHeaders> = fc.array(fc.tuple(name, content), { maxLength: 8 });
const record = fc.record({ key: content, value: content, headers });

const text = fc.string({ unit: 'binary', maxLength: 30 });
const failure = fc.record({
  topic: fc.constantFrom('task.created', 'task.deleted', 'notification.requested'),
  partition: fc.integer({ min: -1, max: 999_999_999 }),
  offset: fc.oneof(fc.constant('-1'), fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String)),
  group: fc.constantFrom('audit-log', 'notifier'),
  code: fc.constant('undecodable_record'),
  message: fc.string({ unit: 'grapheme', maxLength: 1_000 }),
  failedAt: fc.date({
    min: new Date('0001-01-01T00:00:00.000Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  }),
});
const attempt = fc.record({ traceparent: text, tracestate: text }, { requiredKeys: [] });

/** As it stands in Kafka. */
function stored({ key, value, headers: own }: OutgoingRecord, timestamp = '1795487000123'): KafkaMessage {
  const message = overTheWire({ key: key === null ? null : Buffer.from(key), value, headers: sendableHeaders(own) });
  return { ...message, offset: '42', timestamp };
}

/** Headers by name, those of one name in their order: KafkaJS keeps no other. */
const byName = (of: RecordHeaders) => of.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

test('a dead letter is sent again as it came, and says all of its failure', () => {
  fc.assert(
    fc.property(record, failure, attempt, (came, why, context) => {
      const letter = toDeadLetter(3, stored(fittingLetter(came, why, context, 1_000_000)));
      expect(letter).toMatchObject({ failure: why, attempt: context, truncation: undefined });
      const again = stored(originalRecord(letter, 'task.created'));
      expect([again.key, again.value]).toEqual([came.key, came.value]);
      const added = ['replayed-from', 'traceparent', 'tracestate'];
      const kept = receivedHeaders(again.headers);
      const cameWith = byName(came.headers);
      // What is added comes last among those of its name.
      expect(byName(kept.filter(([each]) => !added.includes(each)))).toEqual(
        cameWith.filter(([each]) => !added.includes(each)),
      );
      for (const each of added) {
        const [before, after] = [cameWith, kept].map((of) => of.filter(([other]) => other === each));
        expect(after?.slice(0, before?.length)).toEqual(before);
      }
    }),
  );
});

test('a dead letter takes no more than it may, and is read', () => {
  const large = fc.integer({ min: 0, max: 60_000 }).map((length) => Buffer.alloc(length, 0xfe));
  const many = fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 300 }), fc.oneof(large, content)), {
    maxLength: 40,
  });
  const limit = fc.constantFrom(4_096, 5_000, 16_384, 100_000);
  fc.assert(
    fc.property(fc.oneof(large, content), large, many, failure, limit, (key, value, own, why, most) => {
      const letter = fittingLetter({ key, value, headers: own }, why, {}, most);
      expect(sizeOf(letter)).toBeLessThanOrEqual(most);
      const { failure: read } = toDeadLetter(3, stored(letter));
      expect(read).toMatchObject({
        topic: why.topic,
        partition: why.partition,
        offset: why.offset,
        failedAt: why.failedAt,
      });
    }),
  );
});

test('whatever stands on the topic is listed, shown and collected', async () => {
  const timestamp = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
  const screen = { paint: (_style: unknown, line: string) => line, columns: 80 };
  await fc.assert(
    fc.asyncProperty(record, timestamp, async (foreign, at) => {
      const letter = toDeadLetter(3, stored({ topic: 'dead-letter', ...foreign }, at));
      const listed = { letter, decision: undefined };
      const lines = [...tableOf([listed], screen), ...detailsOf(listed, { why: 'no' }, screen, undefined)];
      expect(lines.filter((line) => /[\p{Cc}\u2028]/u.test(line))).toEqual([]);
      expect(JSON.parse(JSON.stringify(toFullJson(listed, { why: 'no' })))).toMatchObject({ id: '3-42' });
      const sent: OutgoingRecord[] = [];
      const sender = {
        send: (all: OutgoingRecord[]) => Promise.resolve(void sent.push(...all)),
        close: () => Promise.resolve(),
      };
      await collectRecord(sender, letter);
      expect(failureOfAside(letter).failedAt.getTime()).not.toBeNaN();
      expect(toDeadLetter(0, stored(sent[0] as OutgoingRecord)).failure).toBeDefined();
    }),
  );
});

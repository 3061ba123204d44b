import { randomUUID } from 'node:crypto';
import { CompressionTypes, type Message, type Producer } from 'kafkajs';
import { newAccount } from './platform/api-client';
import { firewatch, mustSucceed } from './platform/command';
import { Database } from './platform/database';
import { EventRecords, headersOf, READERS, type SentEvent } from './platform/event-records';
import { eventually } from './platform/eventually';
import { exposedSum } from './platform/exposition';
import { kafkaClient, withAdmin } from './platform/kafka-reader';
import { askRegistry } from './platform/registry';

const TOPICS = Object.keys(READERS);
const PARTITION = 2;
const RETURN_MS = 30_000;
const SUBJECT = `poison-test-${randomUUID()}`;

/** A dead letter as `dlq list --json` tells it. */
interface Letter {
  readonly id: string;
  readonly origin: {
    readonly topic: string;
    readonly partition: number;
    readonly offset: string;
    readonly group: string;
  };
  readonly reason: string;
  readonly message: string;
  readonly truncated: { readonly value?: { readonly bytes: number } } | null;
}

type Poison = (
  topic: string,
) => Promise<{ message: Omit<Message, 'partition'>; why: RegExp; compression?: CompressionTypes }>;

let database: Database;
let producer: Producer;
let records: EventRecords;
beforeAll(async () => {
  database = await Database.open();
  producer = kafkaClient().producer();
  await producer.connect();
  records = new EventRecords(producer, (await newAccount()).id);
});
afterAll(async () => {
  await fetchDelete(SUBJECT);
  await producer.disconnect();
  await database.close();
});

const fetchDelete = (subject: string) => askRegistry('DELETE', `/subjects/${subject}`).catch(() => undefined);

/** A schema that the registry takes, and that no reader of ours can read. */
async function foreignSchema(schemaType: 'JSON' | 'PROTOBUF', schema: string): Promise<number> {
  const answer = await askRegistry('POST', `/subjects/${SUBJECT}-${schemaType}/versions`, { schemaType, schema });
  return (answer as { id: number }).id;
}

async function ofSchema(topic: string, id: number): Promise<Omit<Message, 'partition'>> {
  const value = await records.valueFor(topic);
  value.writeUInt32BE(id, 1);
  return { value, headers: headersOf() };
}

const DRAFT_4 = JSON.stringify({ $schema: 'http://json-schema.org/draft-04/schema#', type: 'object', id: 'urn:x' });

/**
 * KafkaJS does not send a header without a value, unless it is measured as empty first: `Buffer.byteLength(null)` throws.
 * What a test needs of it is the least that works.
 */
class NoValue extends Array<Buffer> {
  override map<T>(toPair: (value: Buffer, index: number, all: Buffer[]) => T): T[] {
    return Array.from(this, (value, index) => {
      let isMeasured = false;
      const get = () => {
        const now = isMeasured ? null : '';
        isMeasured = true;
        return now;
      };
      return Object.defineProperty(toPair(value, index, this), 'value', { get });
    });
  }
}

/** Larger than any dead letter. */
const CUT = 'three megabytes that came compressed';

const POISON: Readonly<Record<string, Poison>> = {
  'a header without a value where the id should be': async (topic) => ({
    message: { value: await records.valueFor(topic), headers: { ...headersOf(), ce_id: NoValue.of(Buffer.alloc(0)) } },
    why: /ce_id/,
  }),
  'headers that are called as every object’s properties are': async (topic) => ({
    message: {
      value: await records.valueFor(topic),
      headers: Object.fromEntries(['__proto__', 'constructor', 'toString'].map((name) => [name, 'x'])),
    },
    why: /ce_id/,
  }),
  'no key, no value, no headers': () => Promise.resolve({ message: { value: null }, why: /ce_id/ }),
  'a time that no database stores': async (topic) => ({
    message: {
      value: await records.valueFor(topic),
      headers: { ...headersOf(), ce_time: '+275760-09-13T00:00:00.000Z' },
    },
    why: /ce_time/,
  }),
  'a timestamp beyond any time': (topic) =>
    Promise.resolve({
      message: { value: Buffer.from(topic), headers: headersOf(), timestamp: '4611686018427387904' },
      why: /wire format/,
    }),
  'a schema of JSON Schema draft-04': async (topic) => ({
    message: await ofSchema(topic, await foreignSchema('JSON', DRAFT_4)),
    why: /cannot be read here: it is JSON/,
  }),
  'a schema of Protobuf': async (topic) => ({
    message: await ofSchema(
      topic,
      await foreignSchema('PROTOBUF', 'syntax = "proto3"; message Poison { string a = 1; }'),
    ),
    why: /cannot be read here: it is PROTOBUF/,
  }),
  'ids that are none': async (topic) => ({
    message: { value: await records.valueFor(topic, { ownerId: 'x', userId: 'x' }), headers: headersOf() },
    why: /Id is no UUID/,
  }),
  'a binary header of 400 kB beside a value of 600 kB': () =>
    Promise.resolve({
      message: { value: Buffer.alloc(600_000, 1), headers: { ...headersOf(), binary: Buffer.alloc(400_000, 0xff) } },
      why: /wire format/,
    }),
  [CUT]: () =>
    Promise.resolve({
      message: { value: Buffer.alloc(3_000_000, 1), headers: headersOf() },
      why: /wire format/,
      compression: CompressionTypes.GZIP,
    }),
};

async function listed(...options: string[]): Promise<Letter[]> {
  const { stdout } = await mustSucceed(firewatch('dlq', 'list', '--limit', '2000', '--json', ...options));
  return JSON.parse(stdout) as Letter[];
}

const isOf = ({ origin }: Letter, { topic, partition, offset }: SentEvent) =>
  origin.topic === topic && origin.partition === partition && origin.offset === offset;

const lag = () => exposedSum('consumer', 'kafka_consumergroup_lag');

describe('one poison record of each kind on each topic, each before an event', () => {
  let startedAt: number;
  let crashes: number;
  let sent: (SentEvent & { kind: string; why: RegExp })[];
  let good: SentEvent[];
  let letters: Letter[];

  beforeAll(async () => {
    startedAt = await exposedSum('consumer', 'process_start_time_seconds');
    crashes = await exposedSum('consumer', 'kafka_consumer_crashes_total');
    sent = [];
    good = [];
    for (const topic of TOPICS) {
      for (const [kind, poison] of Object.entries(POISON)) {
        const { message, why, compression } = await poison(topic);
        sent.push({ ...(await records.send(topic, PARTITION, message, compression)), kind, why });
        good.push(await records.sendGood(topic, PARTITION));
      }
    }
  });
  afterAll(async () => {
    const ids = letters.filter((letter) => sent.some((each) => isOf(letter, each))).map(({ id }) => id);
    await mustSucceed(firewatch('dlq', 'drop', ...ids, '--reason', 'a test sent it', '--yes'));
  });

  it('holds nothing up: every group is at the end within 30 s', async () => {
    // Not by the consumer's own word alone, which is as old as its last look.
    await eventually(
      () =>
        withAdmin(async (admin) => {
          for (const { topic, offset } of good.filter((_, index) => (index + 1) % Object.keys(POISON).length === 0)) {
            for (const groupId of READERS[topic] ?? []) {
              const [ofTopic] = await admin.fetchOffsets({ groupId, topics: [topic] });
              const place = ofTopic?.partitions.find(({ partition }) => partition === PARTITION);
              expect([groupId, topic, BigInt(place?.offset ?? -1) > BigInt(offset)]).toEqual([groupId, topic, true]);
            }
          }
        }),
      { timeout: RETURN_MS, interval: 1_000 },
    );
    await eventually(async () => expect(await lag()).toBe(0));
  });

  it('has the events between handled, each once', async () => {
    const rows = await database.rows<{ event_id: string }>('SELECT event_id FROM audit_log WHERE event_id = ANY($1)', [
      good.map(({ eventId }) => eventId),
    ]);
    expect(rows).toHaveLength(good.length);
  });

  it('is listed by `firewatch dlq list`, once for each group, with its cause', async () => {
    letters = await listed('--since', '10m');
    for (const each of sent) {
      const found = letters.filter((letter) => isOf(letter, each));
      const groups = found.map(({ origin }) => origin.group).toSorted();
      expect([each.kind, each.topic, groups]).toEqual([each.kind, each.topic, READERS[each.topic]]);
      for (const { reason, message } of found) {
        expect([each.kind, reason]).toEqual([each.kind, 'undecodable_record']);
        expect(message).toMatch(each.why);
      }
    }
  });

  it('is shown whatever it holds, and what was too large says of itself that it is cut', async () => {
    const shown = ['a timestamp beyond any time', CUT];
    for (const each of sent.filter(({ topic, kind }) => topic === 'user.registered' && shown.includes(kind))) {
      const letter = letters.find((one) => isOf(one, each));
      await mustSucceed(firewatch('dlq', 'show', letter?.id ?? ''));
      const isCut = each.kind === CUT;
      expect([each.kind, letter?.truncated?.value?.bytes]).toEqual([each.kind, isCut ? 3_000_000 : undefined]);
      if (!isCut) continue;
      const { code, stderr } = await firewatch('dlq', 'replay', letter?.id ?? '', '--force');
      expect(code).toBe(1);
      expect(stderr).toContain(`user.registered, partition ${PARTITION}, offset ${each.offset}`);
    }
  });

  it('restarts nothing', async () => {
    expect(await exposedSum('consumer', 'process_start_time_seconds')).toBe(startedAt);
    expect(await exposedSum('consumer', 'kafka_consumer_crashes_total')).toBe(crashes);
  });
});

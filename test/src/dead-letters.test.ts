import { randomBytes, randomUUID } from 'node:crypto';
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import type { Producer } from 'kafkajs';
import { firewatch, mustSucceed } from './platform/command';
import { Database } from './platform/database';
import { eventually } from './platform/eventually';
import { kafkaClient, KafkaReader, registryUrl, withAdmin } from './platform/kafka-reader';

const TOPIC = 'task.created';
const GROUPS = ['activity-projector', 'audit-log'];
/** With its key, its headers and its batch's own bytes just below `message.max.bytes`, 1 048 588. */
const LARGEST_RECORD = 1_048_588 - 400;
const registry = new SchemaRegistry({ host: registryUrl() });

/** A dead letter as `dlq list --json` and `dlq show --json` tell it. */
interface Letter {
  readonly id: string;
  readonly origin: { readonly topic: string; readonly group: string };
  readonly reason: string;
  readonly message: string;
  readonly key: string;
  readonly eventId: string;
  readonly traceId: string;
  readonly decision: { readonly decision: string; readonly reason: string | null } | null;
}

/** What is sent, and how it can be found. */
interface Sent {
  readonly eventId: string;
  readonly key: string;
  readonly traceparent: string;
  readonly value: Buffer;
}

let database: Database;
let producer: Producer;
beforeAll(async () => {
  database = await Database.open();
  producer = kafkaClient().producer();
  await producer.connect();
});
afterAll(async () => {
  await producer.disconnect();
  await database.close();
});

async function send(value: Buffer, key: string = randomUUID()): Promise<Sent> {
  const eventId = randomUUID();
  const traceparent = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
  const headers = { ce_id: eventId, ce_time: new Date().toISOString(), traceparent, 'a-header': 'of its own' };
  await producer.send({ topic: TOPIC, messages: [{ key, value, headers }] });
  return { eventId, key, traceparent, value };
}

async function lettersOf({ eventId }: Sent, ...options: string[]): Promise<Letter[]> {
  const { stdout } = await mustSucceed(firewatch('dlq', 'list', '--topic', TOPIC, '--json', ...options));
  return (JSON.parse(stdout) as Letter[]).filter((letter) => letter.eventId === eventId);
}

/** The dead letters of a record, in the order of GROUPS, once each of its groups has put it aside. */
function lettersOnceThere(sent: Sent): Promise<Letter[]> {
  return eventually(
    async () => {
      const found = (await lettersOf(sent)).toSorted((a, b) => a.origin.group.localeCompare(b.origin.group));
      expect(found.map(({ origin }) => origin.group)).toEqual(GROUPS);
      return found;
    },
    { interval: 500 },
  );
}

const auditRows = ({ eventId }: Sent) =>
  database.rows<{ trace_id: string }>('SELECT trace_id FROM audit_log WHERE event_id = $1', [eventId]);

describe('bytes of no schema', () => {
  let poison: Sent;
  let letters: Letter[];
  beforeAll(async () => {
    poison = await send(Buffer.from('poison'));
    letters = await lettersOnceThere(poison);
  });

  it('wait in the list, with origin, reason, key and the trace that they came in', () => {
    for (const letter of letters) {
      expect(letter).toMatchObject({
        origin: { topic: TOPIC },
        reason: 'undecodable_record',
        key: poison.key,
        traceId: poison.traceparent.split('-')[1],
        decision: null,
      });
    }
  });

  it('are lines of a table, and counted', async () => {
    const { stdout } = await mustSucceed(firewatch('dlq', 'list', '--since', '5m', '--reason', 'undecodable_record'));
    for (const { id } of letters) expect(stdout).toMatch(new RegExp(`^${id} .* ${TOPIC}/`, 'm'));
    expect(stdout).toMatch(/\n\d+ waits?\n$/);
  });

  it('are shown with the reason, the bytes, and the headers that they came with', async () => {
    const [letter] = letters;
    const { stdout } = await mustSucceed(firewatch('dlq', 'show', letter?.id ?? ''));
    expect(stdout).toContain('cannot be decoded: the value is not in the schema registry’s wire format');
    expect(stdout).toMatch(/70 6f 69 73 6f 6e +poison/);
    expect(stdout).toContain(`/traces/${poison.traceparent.split('-')[1] ?? ''}`);
    const json = await mustSucceed(firewatch('dlq', 'show', letter?.id ?? '', '--json'));
    expect(JSON.parse(json.stdout)).toMatchObject({
      payload: null,
      valueBase64: poison.value.toString('base64'),
      headers: { 'a-header': 'of its own', traceparent: poison.traceparent },
    });
  });

  it('are not replayed, for they would come back', async () => {
    const { code, stderr } = await firewatch('dlq', 'replay', letters[0]?.id ?? '');
    expect(code).toBe(1);
    expect(stderr).toContain('it would come back');
  });

  it('are dropped with a reason, once, and wait no more', async () => {
    const ids = letters.map(({ id }) => id);
    await mustSucceed(firewatch('dlq', 'drop', ...ids, '--reason', 'a test sent it'));
    expect(await lettersOf(poison)).toEqual([]);
    const decisions = (await lettersOf(poison, '--all')).map(({ decision }) => decision);
    expect(decisions).toEqual(
      ids.map(() => expect.objectContaining({ decision: 'dropped', reason: 'a test sent it' }) as unknown),
    );
    expect(await firewatch('dlq', 'drop', ids[0] ?? '', '--reason', 'again')).toMatchObject({ code: 1 });
  });
});

it('a record as large as a broker takes fits in with what is said about it', async () => {
  const large = await send(randomBytes(LARGEST_RECORD));
  const letters = await lettersOnceThere(large);
  const ids = letters.map(({ id }) => id);
  await mustSucceed(firewatch('dlq', 'drop', ...ids, '--reason', 'a test sent it'));
});

describe('an event whose schema is registered too late', () => {
  const subject = `dead-letters-test-${randomUUID()}`;
  let event: Sent;
  let late: { readonly id: number; readonly schema: string };
  let letters: Letter[];
  let reader: KafkaReader;

  /** The schema of the topic with another text, which makes it another schema of the same encoding. */
  async function schemaLike(doc: string): Promise<string> {
    const response = await fetch(`${registryUrl()}/subjects/${TOPIC}-value/versions/latest`);
    const { schema } = (await response.json()) as { schema: string };
    return JSON.stringify({ ...(JSON.parse(schema) as object), doc });
  }

  const register = async (schema: string): Promise<number> =>
    (await registry.register({ type: SchemaType.AVRO, schema }, { subject })).id;

  beforeAll(async () => {
    // The registry counts: the next schema that it sees has the next number.
    late = { id: (await register(await schemaLike(randomUUID()))) + 1, schema: await schemaLike(randomUUID()) };
    const taskId = randomUUID();
    const task = { taskId, ownerId: randomUUID(), title: 'Late', status: 'open', priority: 'low', tags: [] };
    const known = await registry.getLatestSchemaId(`${TOPIC}-value`);
    const value = await registry.encode(known, { ...task, occurredAt: Date.now() });
    value.writeUInt32BE(late.id, 1);
    event = await send(value, taskId);
    letters = await lettersOnceThere(event);
    reader = await KafkaReader.open([TOPIC]);
  });
  afterAll(async () => {
    await reader.close();
    await fetch(`${registryUrl()}/subjects/${subject}`, { method: 'DELETE' });
  });

  const replays = () => reader.ofKey(event.key).filter(({ headers }) => headers['ce_id'] === event.eventId);

  /** Waits until both groups are past the newest replay. */
  const untilHandled = () =>
    eventually(() =>
      withAdmin(async (admin) => {
        const newest = replays().at(-1);
        for (const groupId of GROUPS) {
          const [ofTopic] = await admin.fetchOffsets({ groupId, topics: [TOPIC] });
          const place = ofTopic?.partitions.find(({ partition }) => partition === newest?.partition);
          expect(Number(place?.offset)).toBeGreaterThan(newest?.offset ?? Infinity);
        }
      }),
    );

  it('waits with the number of the schema, and has no effect', async () => {
    expect(letters.map(({ message }) => message)).toEqual(
      GROUPS.map(() => expect.stringContaining(`no schema ${late.id}`) as string),
    );
    expect(await firewatch('dlq', 'replay', letters[1]?.id ?? '')).toMatchObject({ code: 1 });
    expect(await auditRows(event)).toEqual([]);
  });

  it('has its effect once the schema is there and it is replayed, in its own trace', async () => {
    expect(await register(late.schema)).toBe(late.id);
    const id = letters[1]?.id ?? '';
    expect((await mustSucceed(firewatch('dlq', 'replay', id))).stdout).toBe(`replayed ${id} to ${TOPIC}\n`);
    await eventually(async () => {
      expect(await auditRows(event)).toEqual([{ trace_id: event.traceparent.split('-')[1] }]);
    });
    const [replayed] = await eventually(() => {
      expect(replays()).toHaveLength(1);
      return replays();
    });
    const { headers } = replayed ?? {};
    expect(headers).toEqual({
      ce_id: event.eventId,
      ce_time: expect.any(String) as string,
      traceparent: event.traceparent,
      'a-header': 'of its own',
      'replayed-from': `dead-letter/${id.replace('-', '/')}`,
    });
  });

  it('is not replayed twice, unless it is forced; and then without effect', async () => {
    const id = letters[1]?.id ?? '';
    const { code, stderr } = await firewatch('dlq', 'replay', id);
    expect(code).toBe(1);
    expect(stderr).toContain('it was replayed at');
    await mustSucceed(firewatch('dlq', 'replay', id, '--force'));
    await eventually(() => expect(replays()).toHaveLength(2));
    await untilHandled();
    expect(await auditRows(event)).toHaveLength(1);
  });

  it('is replayed once by two who do it at once', async () => {
    const id = letters[0]?.id ?? '';
    const both = await Promise.all([firewatch('dlq', 'replay', id), firewatch('dlq', 'replay', id)]);
    expect(both.map(({ code }) => code).toSorted()).toEqual([0, 1]);
    await eventually(() => expect(replays()).toHaveLength(3));
    await untilHandled();
    expect(replays()).toHaveLength(3);
    expect(await lettersOf(event)).toEqual([]);
  });
});

describe("what Dapr's pub/sub put aside", () => {
  const topic = 'notification.requested.dead-letter';

  /** A record as Dapr puts it aside: without a key, and what it knows of it in headers. */
  async function putAside(value: string): Promise<Pick<Sent, 'eventId'>> {
    const eventId = randomUUID();
    const headers = {
      __topic: 'notification.requested',
      __partition: '4',
      __offset: '17',
      __key: 'a-user',
      ce_id: eventId,
    };
    await producer.send({ topic, messages: [{ value, headers }] });
    return { eventId };
  }

  const collected = async ({ eventId }: Pick<Sent, 'eventId'>): Promise<Letter[]> => {
    const list = firewatch('dlq', 'list', '--topic', 'notification.requested', '--since', '5m', '--json');
    return (JSON.parse((await mustSucceed(list)).stdout) as Letter[]).filter((letter) => letter.eventId === eventId);
  };

  it('waits among the others once it is collected, with its origin and a reason, and is nowhere twice', async () => {
    const poison = await putAside('poison');
    const exhausted = await putAside('{"id":"a"}');
    await mustSucceed(firewatch('dlq', 'collect'));
    const origin = { topic: 'notification.requested', partition: 4, offset: '17', group: 'notification-delivery' };
    const first = await collected(poison);
    const second = await collected(exhausted);
    expect(first).toMatchObject([{ origin, key: 'a-user', reason: 'undecodable_record', decision: null }]);
    expect(second).toMatchObject([{ origin, key: 'a-user', reason: 'internal_error', decision: null }]);

    expect((await mustSucceed(firewatch('dlq', 'collect'))).stdout).toBe('Nothing was put aside.\n');
    const ids = [...first, ...second].map(({ id }) => id);
    await mustSucceed(firewatch('dlq', 'drop', ...ids, '--reason', 'a test sent it'));
  });

  it('is left where it is by a dry run', async () => {
    const poison = await putAside('poison');
    const { stdout } = await mustSucceed(firewatch('dlq', 'collect', '--dry-run'));
    expect(stdout).toMatch(/^would collect notification\.requested\/4\/17 of .*: undecodable_record\n$/);
    expect(await collected(poison)).toEqual([]);
    await mustSucceed(firewatch('dlq', 'collect'));
    const ids = (await collected(poison)).map(({ id }) => id);
    await mustSucceed(firewatch('dlq', 'drop', ...ids, '--reason', 'a test sent it'));
  });
});

describe('the command', () => {
  it.each([
    ['an id that is not there', ['show', '0-9999999999'], 3],
    ['what is no id', ['show', '17'], 2],
    ['a drop without a reason', ['drop', '0-1'], 2],
    ['all, without a terminal and --yes', ['replay', '--all'], 2],
    ['all of a reason that nothing has', ['replay', '--all', '--yes', '--reason', 'no_such'], 3],
    ['help', ['replay', '--help'], 0],
  ])('%s ends with an exit code of its own', async (_what, words, code) => {
    expect(await firewatch('dlq', ...words)).toMatchObject({ code });
  });

  it('leaves no consumer group behind', async () => {
    const { groups } = await withAdmin((admin) => admin.listGroups());
    expect(groups.filter(({ groupId }) => groupId.startsWith('dead-letter-reader'))).toEqual([]);
  });
});

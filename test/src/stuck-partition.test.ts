import { randomUUID } from 'node:crypto';
import type { Producer } from 'kafkajs';
import { z } from 'zod';
import { newAccount } from './platform/api-client';
import { firewatch, mustSucceed } from './platform/command';
import { Database } from './platform/database';
import { EventRecords, READERS, type SentEvent } from './platform/event-records';
import { eventually } from './platform/eventually';
import { exposedSamples } from './platform/exposition';
import { prepareKafka } from './platform/kafka-prepare';
import { kafkaClient, withAdmin } from './platform/kafka-reader';
import { settings } from './platform/settings';

const GROUP = 'audit-log';
const TOPICS = Object.keys(READERS);
const PARTITIONS = [0, 1, 2, 3, 4, 5];

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
  await producer.disconnect();
  await database.close();
});

const audited = async (events: readonly SentEvent[]): Promise<string[]> => {
  const ids = events.map(({ eventId }) => eventId);
  const rows = await database.rows<{ event_id: string }>('SELECT event_id FROM audit_log WHERE event_id = ANY($1)', [
    ids,
  ]);
  return rows.map(({ event_id: id }) => id);
};

/** The partitions that a group has not read to their end, as `group topic partition`. */
async function laggingPlaces(): Promise<string[]> {
  const samples = await exposedSamples('consumer', 'kafka_consumergroup_lag');
  return samples
    .filter(({ value }) => value > 0)
    .map(({ labels }) => [labels['consumergroup'], labels['topic'], labels['partition']].join(' '))
    .toSorted();
}

/** Waits until these partitions and no others were behind at every look: what others send is behind for a moment. */
async function eventuallyStay(places: readonly string[]): Promise<void> {
  await eventually(async () => expect(await laggingPlaces()).toEqual(expect.arrayContaining([...places])));
  let staying = await laggingPlaces();
  await eventually(async () => {
    const now = await laggingPlaces();
    staying = staying.filter((place) => now.includes(place));
    expect(staying).toEqual(places);
  });
}

const readiness = z.object({ status: z.string(), degraded: z.array(z.string()) });

async function readinessOfConsumer() {
  const response = await fetch(`http://127.0.0.1:${settings().ports.consumer}/readyz`);
  return readiness.parse(await response.json());
}

describe('two records that a group cannot finish', () => {
  let holder: Database;
  let stuck: SentEvent[];
  const topics = ['task.created', 'task.updated'];
  const ids: string[] = topics.map(() => randomUUID());

  beforeAll(async () => {
    // A row of the same id that is neither there nor not: the audit log's insert waits for it, and is given up.
    holder = await Database.open();
    await holder.rows('BEGIN');
    for (const id of ids) {
      await holder.rows(
        `INSERT INTO audit_log (event_id, topic, key, payload, occurred_at, kafka_partition, kafka_offset)
         VALUES ($1, 'a test', 'x', '{}', now(), 0, 0)`,
        [id],
      );
    }
    stuck = [];
    for (const [index, topic] of topics.entries()) stuck.push(await records.sendGood(topic, 1, ids[index]));
  });
  afterAll(async () => {
    await holder.rows('ROLLBACK');
    await holder.close();
  });

  it('hold up their own partitions, and no other', async () => {
    await eventually(async () => expect((await readinessOfConsumer()).degraded).toContain(GROUP));
    const others: SentEvent[] = [];
    for (const topic of TOPICS) {
      for (const partition of PARTITIONS) {
        if (topics.includes(topic) && partition === 1) continue;
        others.push(await records.sendGood(topic, partition));
      }
    }
    await eventually(async () => expect(await audited(others)).toHaveLength(others.length), { timeout: 30_000 });
    expect(await audited(stuck)).toEqual([]);
    // What comes after them in their partitions is behind them.
    const behind = await records.sendGood('task.created', 1);
    await eventuallyStay([`${GROUP} task.created 1`, `${GROUP} task.updated 1`]);
    expect(await audited([behind])).toEqual([]);
  });

  it('are told of with what they wait for', async () => {
    await eventually(async () => {
      expect((await readinessOfConsumer()).degraded).toEqual(expect.arrayContaining([GROUP, 'database']));
    });
  });

  it('are skipped by an operator, one by one, and are dead letters then', async () => {
    const [first, second] = stuck;
    const words = (event: SentEvent | undefined, offset = event?.offset) =>
      ['dlq', 'skip', GROUP, event?.topic ?? '', String(event?.partition), offset ?? '', '--reason', 'a test'] as const;
    const next = String(BigInt(first?.offset ?? 0) + 1n);
    expect(await firewatch(...words(first, next))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`is at offset ${first?.offset ?? ''}`) as string,
    });
    for (const event of [first, second]) {
      const { stdout } = await mustSucceed(firewatch(...words(event)));
      expect(stdout).toMatch(/^skipped task\./);
    }
    await eventuallyStay([]);
    expect(await audited(stuck)).toEqual([]);
    const list = firewatch('dlq', 'list', '--reason', 'skipped_by_operator', '--since', '5m', '--json');
    const letters = JSON.parse((await mustSucceed(list)).stdout) as { id: string; eventId: string; message: string }[];
    const found = letters.filter(({ eventId }) => ids.includes(eventId));
    expect(found.map(({ message }) => message)).toEqual(['a test', 'a test']);
    expect(await database.rows('SELECT 1 FROM record_skips WHERE reason = $1 AND done_at IS NULL', ['a test'])).toEqual(
      [],
    );

    // Nothing is lost: once the cause is mended they are replayed.
    await holder.rows('ROLLBACK');
    await mustSucceed(firewatch('dlq', 'replay', ...found.map(({ id }) => id)));
    await eventually(async () => expect(await audited(stuck)).toHaveLength(2));
    await eventually(async () => expect((await readinessOfConsumer()).status).toBe('ready'));
  });

  it('cannot be skipped where nothing waits', async () => {
    const [first] = stuck;
    const result = await firewatch(
      'dlq',
      'skip',
      GROUP,
      'task.created',
      '1',
      first?.offset ?? '',
      '--reason',
      'a test',
    );
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining('has read all of') as string });
  });
});

describe('a topic that is deleted', () => {
  const TOPIC = 'reminder.due';

  beforeAll(async () => {
    await withAdmin((admin) => admin.deleteTopics({ topics: [TOPIC] }));
  });
  afterAll(prepareKafka);

  it('is named by the consumer’s readiness', async () => {
    await eventually(async () => {
      expect((await readinessOfConsumer()).degraded).toEqual(expect.arrayContaining([GROUP, `topic ${TOPIC}`]));
    });
  });

  it('stops no other topic', async () => {
    const events: SentEvent[] = [];
    for (const topic of TOPICS.filter((name) => name !== TOPIC)) {
      for (const partition of PARTITIONS) events.push(await records.sendGood(topic, partition));
    }
    await eventually(async () => expect(await audited(events)).toHaveLength(events.length));
  });

  it('is read again once it is made again', async () => {
    await prepareKafka();
    await eventually(async () => expect((await readinessOfConsumer()).status).toBe('ready'), { timeout: 60_000 });
    const event = await records.sendGood(TOPIC, 0);
    await eventually(async () => expect(await audited([event])).toHaveLength(1));
  });
});

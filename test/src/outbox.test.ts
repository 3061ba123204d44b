import { randomUUID } from 'node:crypto';
import { seededRandom } from '@firewatch/drills';
import { deleteTasks, newAccount, newTask } from './platform/api-client';
import { Database } from './platform/database';
import { eventually } from './platform/eventually';
import { exposedSum } from './platform/exposition';
import { FaultSwitches } from './platform/fault-switches';
import { endOffsets, KafkaReader, withAdmin } from './platform/kafka-reader';
import { deletedTaskRow, insertOutboxRow } from './platform/outbox-rows';
import { waitUntilAllReady } from './platform/processes';

const TRANSACTIONS = 200;
const MINUTE = 60_000;
const switches = new FaultSwitches('taskService');

let database: Database;
let reader: KafkaReader;
beforeAll(async () => {
  await waitUntilAllReady();
  database = await Database.open();
  reader = await KafkaReader.open(['task.deleted', 'task.created']);
});
afterAll(async () => {
  await reader.close();
  await database.close();
});

async function expectPublished(eventId: string): Promise<void> {
  const rows = await database.rows('SELECT 1 FROM outbox WHERE event_id = $1 AND published_at IS NOT NULL', [eventId]);
  expect(rows).toHaveLength(1);
}

/** Of these events, those that are not in Kafka though a later one, which this writes, is. */
async function overtaken(eventIds: readonly string[]): Promise<string[]> {
  const later = await insertOutboxRow(database, deletedTaskRow());
  await eventually(() => expectPublished(later));
  await reader.readUpTo(await withAdmin((admin) => endOffsets(admin, ['task.deleted'])));
  const arrived = new Set(reader.records.map(({ headers }) => headers['ce_id']));
  expect(arrived).toContain(later);
  return eventIds.filter((id) => !arrived.has(id));
}

describe(`${TRANSACTIONS} transactions at once, each with an event, which end in another order than they took their ids in`, () => {
  let connections: Database[];
  beforeAll(async () => {
    connections = await Promise.all(Array.from({ length: TRANSACTIONS }, () => Database.open()));
  }, MINUTE);
  afterAll(async () => {
    await switches.withdraw('outbox-cursor');
    await Promise.all(connections.map((connection) => connection.close()));
  });

  /** The one with the highest id ends first; only when that is published do the others end. @returns their events' ids */
  async function runTransactions(): Promise<string[]> {
    const open: { connection: Database; eventId: string }[] = [];
    for (const connection of connections) {
      await connection.rows('BEGIN');
      open.push({ connection, eventId: await insertOutboxRow(connection, deletedTaskRow()) });
    }
    const highest = open.pop();
    await highest?.connection.rows('COMMIT');
    await eventually(() => expectPublished(highest?.eventId ?? ''));
    const random = seededRandom(TRANSACTIONS);
    const shuffled = open.map((one) => ({ ...one, turn: random() })).toSorted((a, b) => a.turn - b.turn);
    for (const { connection } of shuffled) await connection.rows('COMMIT');
    return [...open.map(({ eventId }) => eventId), highest?.eventId ?? ''];
  }

  it(
    'lose no event',
    async () => {
      const eventIds = await runTransactions();
      expect(eventIds).toHaveLength(TRANSACTIONS);
      expect(await overtaken(eventIds)).toEqual([]);
    },
    MINUTE,
  );

  it(
    'lose all but one to a relay that looks only above the last id it published, until it does so no more',
    async () => {
      await switches.inject('outbox-cursor', { seconds: 60 });
      const eventIds = await runTransactions();
      expect(await overtaken(eventIds)).toHaveLength(TRANSACTIONS - 1);
      await switches.withdraw('outbox-cursor');
      expect(await overtaken(eventIds)).toEqual([]);
    },
    MINUTE,
  );
});

describe('an event that no broker takes', () => {
  it('the largest task that the API takes is none', async () => {
    const account = await newAccount();
    const fields = {
      title: '💡'.repeat(100),
      description: '💡'.repeat(2_500),
      tags: Array.from({ length: 20 }, (_, tag) => `${'💡'.repeat(19)}${tag}`),
    };
    const taskId = await newTask(account, fields);
    await eventually(() => expect(reader.ofKey(taskId)).toHaveLength(1));
    expect(reader.ofKey(taskId)[0]?.value).toMatchObject({ ...fields, taskId });
    await deleteTasks(account);
  });

  it('is put aside with the reason, counted, and holds nobody up', async () => {
    const rejected = () => exposedSum('taskService', 'outbox_publish_failures_total');
    const before = await rejected();
    const taskId = randomUUID();
    const eventIds = [await insertOutboxRow(database, deletedTaskRow())];
    const tooLarge = await insertOutboxRow(database, {
      topic: 'task.completed',
      key: taskId,
      payload: { taskId, ownerId: randomUUID(), occurredAt: Date.now(), title: 'x'.repeat(2_000_000) },
    });
    eventIds.push(await insertOutboxRow(database, deletedTaskRow()));
    expect(await overtaken(eventIds)).toEqual([]);
    const [row] = await database.rows<{ error: string }>(
      'DELETE FROM outbox WHERE event_id = $1 AND parked_at IS NOT NULL AND published_at IS NULL RETURNING error',
      [tooLarge],
    );
    expect(row?.error).toMatch(/the broker refuses the record: .*larger than the max message size/);
    expect(await rejected()).toBeGreaterThan(before);
  });
});

it(
  'what was published longer ago than the retention is deleted; what is younger or was put aside stays',
  async () => {
    const left = async () => {
      const rows = await database.rows<{ id: string }>('SELECT id FROM outbox WHERE id < 0 ORDER BY id');
      return rows.map(({ id }) => id);
    };
    // Below all others, since the relay looks at the first rows only.
    await database.rows(`
      INSERT INTO outbox (id, event_id, topic, key, payload, occurred_at, published_at, parked_at) OVERRIDING SYSTEM VALUE
      SELECT id, gen_random_uuid(), 'task.deleted', 'key', '{}', now(), published_at, parked_at
        FROM (VALUES (-1, now() - interval '2 hours', NULL::timestamptz),
                     (-2, now(),                      NULL),
                     (-3, NULL,                       now() - interval '2 hours')) AS rows (id, published_at, parked_at)`);
    try {
      await eventually(async () => expect(await left()).toEqual(['-3', '-2']), { timeout: MINUTE });
    } finally {
      await database.rows('DELETE FROM outbox WHERE id < 0');
    }
  },
  2 * MINUTE,
);

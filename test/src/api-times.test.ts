import { randomUUID } from 'node:crypto';
import { deleteTasks, list, mustCall, newAccount, newTask, text, type Account } from './platform/api-client';
import { Database } from './platform/database';

const EARLIEST = '0001-01-01T00:00:00.000Z';
const LATEST = '9999-12-31T23:59:59.999Z';

let account: Account;
let database: Database;
beforeAll(async () => {
  account = await newAccount();
  database = await Database.open();
});
afterAll(async () => {
  await database.rows('DELETE FROM audit_log WHERE user_id = $1', [account.id]);
  await database.close();
  await deleteTasks(account);
});

/** Stores an event as the audit log has it, which happened at that time. */
function store(at: string): Promise<unknown> {
  return database.rows(
    `INSERT INTO audit_log (event_id, topic, key, payload, occurred_at, kafka_partition, kafka_offset)
     VALUES ($1, 'task.created', $2, $3, $4, 0, 0)`,
    [randomUUID(), account.id, JSON.stringify({ ownerId: account.id, taskId: randomUUID(), title: 'Odd' }), at],
  );
}

it('a page that ends at any time that can be stored leads on to the next', async () => {
  const times = [LATEST, '1970-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z', '1850-06-01T00:00:00.001Z', EARLIEST];
  for (const at of times) await store(at);
  const found: string[] = [];
  let query = '';
  do {
    const { body } = await mustCall(200, 'GET', `/me/activity?limit=1${query}`, { token: account.token });
    found.push(...list(body, 'items').map((item) => text(item, 'occurredAt')));
    query = body['nextCursor'] === null ? '' : `&cursor=${encodeURIComponent(text(body, 'nextCursor'))}`;
  } while (query !== '');
  // Beside its registration, once the audit log has that.
  expect(found.filter((at) => times.includes(at))).toEqual(times);
});

it.each(['10000-01-01T00:00:00Z', '275760-09-13T00:00:00Z', '0001-12-31T23:59:59.999Z BC', 'infinity', '-infinity'])(
  'the database refuses an event of %s',
  async (at) => {
    await expect(store(at)).rejects.toThrow('audit_log_occurred_at_in_range');
  },
);

it.each([EARLIEST, LATEST])('a task that is due at %s can be listed by that', async (dueAt) => {
  const id = await newTask(account, { dueAt });
  const query = new URLSearchParams({
    dueAfter: dueAt,
    ...(dueAt === EARLIEST && { dueBefore: '0001-01-01T00:00:00.001Z' }),
  });
  const { body } = await mustCall(200, 'GET', `/tasks?${query.toString()}`, { token: account.token });
  expect(list(body, 'items').map((task) => [text(task, 'id'), text(task, 'dueAt')])).toEqual([[id, dueAt]]);
});

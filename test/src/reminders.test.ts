import { deleteTasks, mustCall, newAccount, newTask, type Account } from './platform/api-client';
import { Database } from './platform/database';
import { eventually } from './platform/eventually';
import { readTrace } from './platform/jaeger';
import { KafkaReader, type KafkaRecord } from './platform/kafka-reader';
import { OwnProcess } from './platform/own-process';
import { supervisor, waitUntilAllReady } from './platform/processes';
import { drawTrace, matches } from './platform/trace-edges';

const TOPIC = 'reminder.due';

let database: Database;
let reader: KafkaReader;
let account: Account;
beforeAll(async () => {
  await waitUntilAllReady();
  database = await Database.open();
  reader = await KafkaReader.open([TOPIC]);
  account = await newAccount();
});
afterAll(async () => {
  await deleteTasks(account);
  await reader.close();
  await database.close();
});

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();

const change = (taskId: string, body: object) =>
  mustCall(200, 'PATCH', `/tasks/${taskId}`, { token: account.token, body });

/** The reminders that were raised of a task, by what was committed; a relay may publish one twice. */
const raised = (taskId: string) =>
  database.rows<{ event_id: string; due_at: string }>(
    `SELECT event_id, payload ->> 'dueAt' AS due_at FROM outbox WHERE topic = $1 AND key = $2 ORDER BY id`,
    [TOPIC, taskId],
  );

/** The due times of the reminders of a task that are in Kafka, each event once. */
function published(taskId: string): string[] {
  const events = new Map(reader.ofKey(taskId).map((record) => [record.headers['ce_id'], record]));
  return [...events.values()].map(({ value }) => new Date(Number(value['dueAt'])).toISOString());
}

async function firstReminder(taskId: string): Promise<KafkaRecord> {
  return eventually(() => {
    const [first] = reader.ofKey(taskId);
    if (first === undefined) throw new Error(`no reminder of ${taskId}`);
    return first;
  });
}

/** Resolves when due tasks have been looked for twice more. */
async function untilLookedAgain(): Promise<void> {
  for (let look = 0; look < 2; look += 1) await firstReminder(await newTask(account, { dueAt: inSeconds(0) }));
}

it('an open task is reminded of once, when it is due, and not before', async () => {
  const dueAt = inSeconds(2);
  const taskId = await newTask(account, { title: 'Remind me', dueAt });
  const { value, headers, key } = await firstReminder(taskId);
  expect({ key, ...value }).toEqual(
    expect.objectContaining({ key: taskId, taskId, ownerId: account.id, title: 'Remind me', assigneeId: null }),
  );
  expect(Date.parse(headers['ce_time'] ?? '')).toBeGreaterThanOrEqual(Date.parse(dueAt) - 50);
  expect(Date.parse(headers['ce_time'] ?? '')).toBeLessThan(Date.parse(dueAt) + 5_000);
  await untilLookedAgain();
  expect(published(taskId)).toEqual([dueAt]);
  expect(await raised(taskId)).toHaveLength(1);
});

it('a task that is due when it is made is reminded of at once', async () => {
  const dueAt = '2020-01-02T03:04:05.678Z';
  const taskId = await newTask(account, { dueAt });
  await firstReminder(taskId);
  expect(published(taskId)).toEqual([dueAt]);
});

it('a task that is moved is reminded of again; one that is changed otherwise is not', async () => {
  const [first, second] = [inSeconds(-1), inSeconds(2)];
  const taskId = await newTask(account, { dueAt: first });
  await firstReminder(taskId);
  await change(taskId, { dueAt: second });
  await eventually(() => expect(published(taskId)).toEqual([first, second]));
  await change(taskId, { title: 'Another title', priority: 'high' });
  await untilLookedAgain();
  expect(await raised(taskId)).toHaveLength(2);
});

it('nobody is reminded of what is done, deleted, or has no time', async () => {
  const { token } = account;
  const [done, deleted, cleared, moved] = await Promise.all(
    [1, 2, 3, 4].map(() => newTask(account, { dueAt: inSeconds(2) })),
  );
  await mustCall(200, 'POST', `/tasks/${done ?? ''}/complete`, { token });
  await mustCall(204, 'DELETE', `/tasks/${deleted ?? ''}`, { token });
  await change(cleared ?? '', { dueAt: null });
  await change(moved ?? '', { dueAt: inSeconds(3_600) });
  await firstReminder(await newTask(account, { dueAt: inSeconds(2.5) }));
  await untilLookedAgain();
  for (const taskId of [done, deleted, cleared, moved]) expect(await raised(taskId ?? '')).toEqual([]);
});

it('a reminder begins a trace, which its event carries on', async () => {
  const { headers } = await firstReminder(await newTask(account, { dueAt: inSeconds(0) }));
  const traceId = headers['traceparent']?.split('-')[1] ?? '';
  await eventually(
    async () => {
      const spans = await readTrace(traceId);
      const root = spans.filter(({ parentId }) => parentId === undefined);
      const fits = (name: string, kind: 'internal' | 'producer') =>
        spans.filter((span) => matches(span, { service: 'task-service', kind, name })).length;
      const found = {
        roots: root.length,
        remind: fits('remind', 'internal'),
        publish: fits(`publish ${TOPIC}`, 'producer'),
      };
      if (found.roots !== 1 || found.remind !== 1 || found.publish !== 1) throw new Error(drawTrace(spans));
    },
    { timeout: 30_000 },
  );
});

describe('of many tasks that are due at once', () => {
  const manyTasks = (count: number, dueAt: string) =>
    Promise.all(Array.from({ length: count }, () => newTask(account, { dueAt })));

  async function expectOneEach(taskIds: readonly string[], timeout: number): Promise<void> {
    await eventually(
      () => {
        const missing = taskIds.filter((taskId) => published(taskId).length === 0);
        if (missing.length > 0) throw new Error(`${missing.length} of ${taskIds.length} are not reminded of`);
      },
      { timeout },
    );
    await untilLookedAgain();
    const counts = [];
    for (const taskId of taskIds) counts.push((await raised(taskId)).length);
    expect(counts).toEqual(taskIds.map(() => 1));
    expect(taskIds.map((taskId) => published(taskId).length)).toEqual(taskIds.map(() => 1));
  }

  it('two services remind of each once', async () => {
    const other = await OwnProcess.start('task-service', { REMINDER_BATCH_SIZE: '5' });
    try {
      await expectOneEach(await manyTasks(60, inSeconds(4)), 30_000);
    } finally {
      await other.stop();
    }
  }, 120_000);

  it('a service that is killed meanwhile has reminded, or will have reminded, of each once', async () => {
    const dueAt = Date.now() + 5_000;
    const taskIds = await Promise.all(
      Array.from({ length: 60 }, (_, index) => newTask(account, { dueAt: new Date(dueAt + index * 50).toISOString() })),
    );
    await firstReminder(taskIds[0] ?? '');
    const killed = await supervisor.kill('task-service');
    await eventually(
      async () => {
        const { pid, ready } = await supervisor.state('task-service');
        expect({ ready, replaced: pid !== killed }).toEqual({ ready: true, replaced: true });
      },
      { timeout: 60_000 },
    );
    await expectOneEach(taskIds, 60_000);
  }, 180_000);
});

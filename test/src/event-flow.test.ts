import { randomUUID } from 'node:crypto';
import { call, deleteTasks, mustCall, newAccount, newTask, type Account } from './platform/api-client';
import { Database } from './platform/database';
import { eventually } from './platform/eventually';
import { KafkaReader, type KafkaRecord } from './platform/kafka-reader';
import { redis, storedSummary, summaryKey } from './platform/redis';

const TOPICS = ['user.registered', 'task.created', 'task.updated', 'task.completed', 'task.deleted'];

let database: Database;
let reader: KafkaReader;
beforeAll(async () => {
  database = await Database.open();
  reader = await KafkaReader.open(TOPICS);
});
afterAll(async () => {
  await reader.close();
  await database.close();
});

/** What the database says a user's tasks amount to. */
async function truth(userId: string): Promise<Record<string, unknown>> {
  const [row] = await database.rows(
    `SELECT count(*) FILTER (WHERE deleted_at IS NULL AND status = 'open')::int AS open,
            count(*) FILTER (WHERE deleted_at IS NULL AND status = 'completed')::int AS completed,
            count(*) FILTER (WHERE deleted_at IS NOT NULL)::int AS deleted,
            count(*)::int AS total
       FROM tasks WHERE owner_id = $1`,
    [userId],
  );
  return row ?? {};
}

describe('one user and one task, from registration to deletion', () => {
  let account: Account;
  let taskId: string;
  const traceId = randomUUID().replaceAll('-', '');
  let records: KafkaRecord[];

  beforeAll(async () => {
    account = await newAccount();
    const { token } = account;
    const created = await mustCall(201, 'POST', '/tasks', {
      token,
      body: {
        title: 'Follow me',
        description: null,
        priority: 'high',
        dueAt: '2030-05-06T07:08:09.000Z',
        tags: ['x', 'y'],
      },
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    });
    taskId = String(created.body['id']);
    await mustCall(200, 'PATCH', `/tasks/${taskId}`, { token, body: { title: 'Followed', tags: [] } });
    await mustCall(200, 'POST', `/tasks/${taskId}/complete`, { token });
    await mustCall(204, 'DELETE', `/tasks/${taskId}`, { token });
    records = await eventually(() => {
      const found = [...reader.ofKey(account.id), ...reader.ofKey(taskId)];
      expect(found.map(({ topic }) => topic).sort()).toEqual([...TOPICS].sort());
      return found;
    });
  });

  const ofTopic = (topic: string): KafkaRecord => {
    const found = records.find((record) => record.topic === topic);
    if (found === undefined) throw new Error(`no record of ${topic}`);
    return found;
  };

  it('keys each record by the entity it is about', () => {
    expect(Object.fromEntries(records.map(({ topic, key }) => [topic, key]))).toEqual({
      'user.registered': account.id,
      'task.created': taskId,
      'task.updated': taskId,
      'task.completed': taskId,
      'task.deleted': taskId,
    });
  });

  it('carries the facts, readable by the schema in the registry', () => {
    const about = { taskId, ownerId: account.id };
    expect(ofTopic('user.registered').value).toEqual(
      expect.objectContaining({ userId: account.id, displayName: 'Test' }),
    );
    expect(ofTopic('task.created').value).toEqual(
      expect.objectContaining({ ...about, title: 'Follow me', status: 'open', priority: 'high', tags: ['x', 'y'] }),
    );
    expect(new Date(Number(ofTopic('task.created').value['dueAt'])).toISOString()).toBe('2030-05-06T07:08:09.000Z');
    const updated = ofTopic('task.updated').value;
    expect(updated).toEqual(expect.objectContaining({ ...about, title: 'Followed', priority: 'high', tags: [] }));
    expect([...(updated['changedFields'] as string[])].sort()).toEqual(['tags', 'title']);
    expect(ofTopic('task.completed').value).toEqual(expect.objectContaining({ ...about, title: 'Followed' }));
    expect(ofTopic('task.deleted').value).toEqual(expect.objectContaining(about));
  });

  it('says nothing about the password or the address', () => {
    const everything = JSON.stringify(records);
    expect(everything).not.toContain(account.email);
    expect(everything).not.toContain(account.password);
  });

  it.each(TOPICS)('describes %s by CloudEvents headers and a traceparent', (topic) => {
    const { headers, value } = ofTopic(topic);
    expect(headers).toEqual(
      expect.objectContaining({
        ce_specversion: '1.0',
        ce_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        ce_type: expect.stringContaining(topic) as string,
        ce_source: expect.stringMatching(/task-service/) as string,
        ce_time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/) as string,
        'content-type': 'application/avro',
        traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/) as string,
      }),
    );
    expect(Date.parse(headers['ce_time'] ?? '')).toBe(Number(value['occurredAt']));
  });

  it("continues the caller's trace, not one of the relay", () => {
    expect(ofTopic('task.created').headers['traceparent']?.split('-')[1]).toBe(traceId);
    expect(ofTopic('task.updated').headers['traceparent']?.split('-')[1]).not.toBe(traceId);
  });

  it('gives each event an id of its own', () => {
    expect(new Set(records.map(({ headers }) => headers['ce_id'])).size).toBe(TOPICS.length);
  });

  it('is in the audit log once for each event, under the id, key and place that it has in Kafka', async () => {
    const rows = await eventually(async () => {
      const found = await database.rows<{ event_id: string }>(
        `SELECT event_id, topic, key, kafka_partition AS partition, kafka_offset::int AS offset, trace_id
           FROM audit_log WHERE key IN ($1, $2) ORDER BY event_id`,
        [account.id, taskId],
      );
      expect(found).toHaveLength(TOPICS.length);
      return found;
    });
    const expected = records.map(({ topic, key, partition, offset, headers }) => ({
      event_id: headers['ce_id'],
      topic,
      key,
      partition,
      offset,
      trace_id: headers['traceparent']?.split('-')[1],
    }));
    expect(rows).toEqual(expected.sort((a, b) => String(a.event_id).localeCompare(String(b.event_id))));
  });

  it('leaves no row of the outbox waiting', async () => {
    await eventually(async () => {
      const waiting = await database.rows('SELECT topic FROM outbox WHERE key IN ($1, $2) AND published_at IS NULL', [
        account.id,
        taskId,
      ]);
      expect(waiting).toEqual([]);
    });
  });
});

describe('the summary', () => {
  let account: Account;
  beforeAll(async () => {
    account = await newAccount();
    const ids = [];
    for (let i = 0; i < 5; i += 1) ids.push(await newTask(account));
    await mustCall(200, 'POST', `/tasks/${ids[0] ?? ''}/complete`, { token: account.token });
    await mustCall(200, 'POST', `/tasks/${ids[1] ?? ''}/complete`, { token: account.token });
    await mustCall(204, 'DELETE', `/tasks/${ids[2] ?? ''}`, { token: account.token });
  });
  afterAll(() => deleteTasks(account));

  it('is put into Redis by the consumer, before anybody asks for it, and expires', async () => {
    const expected = await truth(account.id);
    expect(expected).toEqual({ open: 2, completed: 2, deleted: 1, total: 5 });
    await eventually(async () => {
      expect(await storedSummary(account.id)).toEqual(expect.objectContaining(expected));
    });
    expect(await redis('TTL', summaryKey(account.id))).toBeGreaterThan(0);
  });

  it('comes from the cache and equals what the database says', async () => {
    const { body } = await mustCall(200, 'GET', '/me/summary', { token: account.token });
    const [newest] = await database.rows<{ at: Date }>(
      'SELECT max(coalesce(deleted_at, updated_at)) AS at FROM tasks WHERE owner_id = $1',
      [account.id],
    );
    expect(body).toEqual({
      ...(await truth(account.id)),
      userId: account.id,
      degraded: false,
      source: 'cache',
      lastEventAt: newest?.at.toISOString(),
    });
  });

  it('is rebuilt from the database when the cache has lost it', async () => {
    const expected = await truth(account.id);
    // The consumer may still be at an event of the user, and put the summary back at once.
    await eventually(async () => {
      await redis('DEL', summaryKey(account.id));
      const { body } = await mustCall(200, 'GET', '/me/summary', { token: account.token });
      expect(body).toEqual(expect.objectContaining({ ...expected, degraded: false, source: 'database' }));
    });
    await eventually(async () => {
      const again = await mustCall(200, 'GET', '/me/summary', { token: account.token });
      expect(again.body).toEqual(expect.objectContaining({ ...expected, source: 'cache' }));
    });
  });

  it('of a user without tasks is all nought', async () => {
    const newcomer = await newAccount();
    const { body } = await mustCall(200, 'GET', '/me/summary', { token: newcomer.token });
    expect(body).toEqual(expect.objectContaining({ open: 0, completed: 0, deleted: 0, total: 0, lastEventAt: null }));
  });
});

describe('events of one task', () => {
  it('keep their order', async () => {
    const account = await newAccount();
    const taskId = await newTask(account, { title: 'Version 0' });
    const titles = Array.from({ length: 10 }, (_, index) => `Version ${index + 1}`);
    for (const title of titles) {
      await mustCall(200, 'PATCH', `/tasks/${taskId}`, { token: account.token, body: { title } });
    }
    const found = await eventually(() => {
      const updates = reader.ofKey(taskId).filter(({ topic }) => topic === 'task.updated');
      expect(updates).toHaveLength(titles.length);
      return updates;
    });
    await deleteTasks(account);
    expect(found.map(({ value }) => value['title'])).toEqual(titles);
    expect(new Set(found.map(({ partition }) => partition)).size).toBe(1);
  });

  it('are not sent for a request that changed nothing', async () => {
    const account = await newAccount();
    const taskId = await newTask(account, { title: 'Same' });
    const { token } = account;
    await mustCall(200, 'PATCH', `/tasks/${taskId}`, { token, body: { title: 'Same' } });
    await mustCall(200, 'POST', `/tasks/${taskId}/complete`, { token });
    await mustCall(200, 'POST', `/tasks/${taskId}/complete`, { token });
    await call('PATCH', `/tasks/${taskId}`, { token, body: { priority: 'no such' } });
    await mustCall(204, 'DELETE', `/tasks/${taskId}`, { token });
    const rows = await database.rows<{ topic: string }>('SELECT topic FROM outbox WHERE key = $1 ORDER BY id', [
      taskId,
    ]);
    expect(rows.map(({ topic }) => topic)).toEqual(['task.created', 'task.completed', 'task.deleted']);
  });
});

import { randomUUID } from 'node:crypto';
import { call, deleteTasks, list, mustCall, newAccount, newTask, type Account } from './platform/api-client';
import { firewatch, mustSucceed } from './platform/command';
import { Database } from './platform/database';
import { eventually } from './platform/eventually';
import { exposedSamples } from './platform/exposition';
import { readTrace } from './platform/jaeger';
import { KafkaReader, withAdmin } from './platform/kafka-reader';
import { expectProblem } from './platform/problem';
import { supervisor, waitUntilAllReady } from './platform/processes';
import { settings } from './platform/settings';
import { askSidecar } from './platform/sidecar';
import { childrenAlong, drawTrace, type SpanPattern } from './platform/trace-edges';

const SENT = 'notification.sent';
const RETURN_MS = 90_000;

let reader: KafkaReader;
let owner: Account;
let helper: Account;
beforeAll(async () => {
  await waitUntilAllReady();
  reader = await KafkaReader.open([SENT]);
  [owner, helper] = [await newAccount(), await newAccount()];
});
afterAll(async () => {
  await deleteTasks(owner);
  await reader.close();
});

/** Gives a new task of the owner's to the helper. @returns its id, and the trace of the request */
async function assign(): Promise<{ taskId: string; traceId: string }> {
  const taskId = await newTask(owner, { title: 'For you' });
  const { token } = owner;
  const { traceId } = await mustCall(200, 'PUT', `/tasks/${taskId}/assignee`, { token, body: { userId: helper.id } });
  return { taskId, traceId };
}

/** What a user was told of a task. */
async function toldOf({ token }: Account, taskId: string) {
  const { body } = await mustCall(200, 'GET', '/me/notifications?limit=100', { token });
  return list(body, 'items').filter((item) => item['taskId'] === taskId);
}

/** Ids of the `notification.sent` of a task, each event once: a relay may publish one twice. */
function sentOf(taskId: string): Set<string | undefined> {
  const ofTask = reader.records.filter(({ value }) => value['taskId'] === taskId);
  return new Set(ofTask.map(({ headers }) => headers['ce_id']));
}

/** Waits until the user was told of the task, and the event of it is in Kafka. @throws unless both are so once */
async function expectToldOnce(user: Account, taskId: string, kind: string, timeout = 30_000): Promise<void> {
  await eventually(
    async () => {
      const told = (await toldOf(user, taskId)).map((item) => item['kind']);
      expect({ told, sent: sentOf(taskId).size }).toEqual({ told: [kind], sent: 1 });
    },
    { timeout },
  );
}

/** Resolves when a notification that is asked for now has arrived: those asked for before have, as well. */
async function untilAnotherArrived(): Promise<void> {
  const { taskId } = await assign();
  await expectToldOnce(helper, taskId, 'assignment');
}

/** Publishes a request as the notifier does. @throws unless the sidecar takes it */
async function publish(event: { readonly data: { readonly userId: string } }): Promise<void> {
  const path = `/publish/pubsub/notification.requested?metadata.partitionKey=${event.data.userId}`;
  const { status } = await askSidecar('consumer', 'POST', path, event);
  expect(status).toBe(204);
}

/** A request for a notification of the helper, of a task that there is not. @param type default: that of its kind */
function requestOf(fields: { readonly userId?: string; readonly kind?: string } = {}, type?: string) {
  const data = {
    notificationId: randomUUID(),
    causeEventId: randomUUID(),
    causedAt: new Date().toISOString(),
    userId: helper.id,
    kind: 'reminder',
    taskId: randomUUID(),
    title: 'Published by a test',
    ...fields,
  };
  return {
    specversion: '1.0',
    id: data.notificationId,
    source: 'urn:firewatch:test',
    type: type ?? `firewatch.notification.${data.kind}`,
    data,
  };
}

/** How many messages were ever put aside: by Dapr, and by anybody of ours. */
const putAside = () =>
  withAdmin(async (admin) => {
    const [byDapr, byUs] = [
      await admin.fetchTopicOffsets('notification.requested.dead-letter'),
      await admin.fetchTopicOffsets('dead-letter'),
    ];
    const sum = (offsets: typeof byDapr) => offsets.reduce((total, { high }) => total + Number(high), 0);
    return { byDapr: sum(byDapr), byUs: sum(byUs) };
  });

/** A dead letter as `dlq list --json` tells it. */
interface Letter {
  readonly id: string;
  readonly origin: { readonly group: string };
  readonly reason: string;
  readonly key: string;
  readonly traceId: string;
}

/** The requests for notifications of a user that were put aside and wait. */
async function lettersOf(userId: string): Promise<Letter[]> {
  const { stdout } = await mustSucceed(firewatch('dlq', 'list', '--topic', 'notification.requested', '--json'));
  return (JSON.parse(stdout) as Letter[]).filter(({ key }) => key === userId);
}

it('whoever is given a task is told so once, and that is told to others', async () => {
  const { taskId } = await assign();
  await expectToldOnce(helper, taskId, 'assignment');
  const [told] = await toldOf(helper, taskId);
  expect(told).toEqual(expect.objectContaining({ kind: 'assignment', taskId, title: 'For you' }));
  const [record] = reader.records.filter(({ value }) => value['taskId'] === taskId);
  expect({ key: record?.key, ...record?.value }).toEqual(
    expect.objectContaining({
      key: helper.id,
      notificationId: told?.['id'],
      userId: helper.id,
      kind: 'assignment',
      channel: 'in_app',
    }),
  );
  expect(await toldOf(owner, taskId)).toEqual([]);
});

it('a reminder is for whoever works on the task: the assignee, else the owner', async () => {
  const dueAt = new Date(Date.now() + 1_500).toISOString();
  const own = await newTask(owner, { dueAt });
  const given = await newTask(owner, { dueAt });
  await mustCall(200, 'PUT', `/tasks/${given}/assignee`, { token: owner.token, body: { userId: helper.id } });
  await expectToldOnce(owner, own, 'reminder');
  await eventually(async () => {
    const kinds = (await toldOf(helper, given)).map((item) => item['kind']);
    expect(kinds.sort()).toEqual(['assignment', 'reminder']);
  });
  expect(await toldOf(owner, given)).toEqual([]);
});

it('of a task that is taken back nobody is told', async () => {
  const { taskId } = await assign();
  await expectToldOnce(helper, taskId, 'assignment');
  await mustCall(200, 'DELETE', `/tasks/${taskId}/assignee`, { token: owner.token });
  await untilAnotherArrived();
  expect([...(await toldOf(helper, taskId)), ...(await toldOf(owner, taskId))]).toHaveLength(1);
});

const server = (service: string, name: string): SpanPattern => ({ service, kind: 'server', name });
const client = (service: string): SpanPattern => ({ service, kind: 'client', name: /^(GET|POST)/ });
const daprd = (service: string, kind: SpanPattern['kind'], name: RegExp): SpanPattern => ({
  service: `${service}-daprd`,
  kind,
  name,
});
const messaging = (service: string, kind: 'producer' | 'consumer', name: string): SpanPattern => ({
  service,
  kind,
  name,
});

const REQUEST = server('task-service', 'PUT /tasks/:taskId/assignee');
const NOTIFIER = messaging('consumer', 'consumer', 'process task.assigned');
const DELIVERY = messaging('consumer', 'consumer', 'process notification.requested');

/** The hops of an assignment, from the request to the event that says that somebody was told. */
const EDGES: readonly (readonly [string, SpanPattern, SpanPattern])[] = [
  ['the request → its event', REQUEST, messaging('task-service', 'producer', 'publish task.assigned')],
  ['its event → the notifier', messaging('task-service', 'producer', 'publish task.assigned'), NOTIFIER],
  ['the notifier → its sidecar', NOTIFIER, client('consumer')],
  [
    'its sidecar → the task service',
    daprd('task-service', 'server', /internal\/users/),
    server('task-service', 'GET /internal/users'),
  ],
  ['the publishing sidecar → the delivery', daprd('consumer', 'client', /publish/), DELIVERY],
  [
    'the sidecar’s subscription → the bulk, by the route of its kind',
    daprd('consumer', 'client', /^pubsub\/notification\.requested/),
    server('consumer', 'POST /internal/notifications/assignment'),
  ],
  ['the delivery → PostgreSQL', DELIVERY, { service: 'consumer', kind: 'client', name: /^pg/ }],
  ['the delivery → its event', DELIVERY, messaging('task-service', 'producer', `publish ${SENT}`)],
];

it('one trace runs from the request to the event that says that somebody was told', async () => {
  const { traceId } = await assign();
  await eventually(
    async () => {
      const spans = await readTrace(traceId);
      const missing = EDGES.filter(([, parent, child]) => childrenAlong(spans, parent, child).length === 0);
      if (missing.length > 0)
        throw new Error(`no edge: ${missing.map(([name]) => name).join('; ')}\n${drawTrace(spans)}`);
    },
    { timeout: 45_000, interval: 500 },
  );
});

describe('the internal routes', () => {
  const consumerUrl = `http://127.0.0.1:${settings().ports.consumer}/internal/notifications`;

  it.each([undefined, 'x'.repeat(48), settings().secrets.consumerDaprApiToken, settings().secrets.adminToken])(
    'are closed to who shows %s',
    async (token) => {
      const headers: Record<string, string> = token === undefined ? {} : { 'dapr-api-token': token };
      const code = token === undefined ? 'unauthenticated' : 'invalid_token';
      expectProblem(await call('GET', `/internal/users?id=${helper.id}`, { headers }), 401, code);
      const response = await fetch(consumerUrl, { method: 'POST', headers, body: '{}' });
      expect({ status: response.status, problem: await response.json() }).toEqual({
        status: 401,
        problem: expect.objectContaining({ code }) as unknown,
      });
    },
  );

  it('are closed to who shows an access token', async () => {
    expectProblem(
      await call('GET', `/internal/users?id=${helper.id}`, { token: helper.token }),
      401,
      'unauthenticated',
    );
  });

  it('answer the sidecars, and keep the address for themselves', async () => {
    const ask = (userId: string) =>
      askSidecar('consumer', 'GET', `/invoke/task-service/method/internal/users?id=${userId}`);
    const known = await ask(helper.id);
    expect({ status: known.status, body: JSON.parse(known.body) as unknown }).toEqual({
      status: 200,
      body: { items: [{ id: helper.id, displayName: 'Test' }] },
    });
    const unknown = await ask(randomUUID());
    expect({ status: unknown.status, body: JSON.parse(unknown.body) as unknown }).toEqual({
      status: 200,
      body: { items: [] },
    });
  });
});

describe('requests that are published by anybody', () => {
  it('have one effect, however often they are', async () => {
    const request = requestOf();
    for (let time = 0; time < 3; time += 1) await publish(request);
    await expectToldOnce(helper, request.data.taskId, 'reminder');
    await untilAnotherArrived();
    await expectToldOnce(helper, request.data.taskId, 'reminder');
  });

  it('of before each kind had a type of its own arrive', async () => {
    const request = requestOf({}, 'firewatch.notification.requested');
    await publish(request);
    await expectToldOnce(helper, request.data.taskId, 'reminder');
  });

  it('that can never be delivered are put aside, and those behind them arrive', async () => {
    const nobody = randomUUID();
    const { byDapr } = await putAside();
    await publish(requestOf({ userId: nobody }));
    await publish(requestOf({ userId: nobody, kind: 'gossip' }));
    await publish(requestOf({ userId: nobody }, 'firewatch.other'));
    await untilAnotherArrived();
    const letters = await eventually(async () => {
      const found = await lettersOf(nobody);
      expect(found).toHaveLength(3);
      return found;
    });
    expect(letters.map(({ reason }) => reason).toSorted()).toEqual([
      'undecodable_record',
      'undecodable_record',
      'user_not_found',
    ]);
    expect(new Set(letters.map(({ origin }) => origin.group))).toEqual(new Set(['notification-delivery']));
    expect((await putAside()).byDapr).toBe(byDapr);
    await mustSucceed(firewatch('dlq', 'drop', ...letters.map(({ id }) => id), '--reason', 'a test sent it'));
  });

  it('that were put aside for a user who was not there yet arrive when they are replayed, in their own trace', async () => {
    const database = await Database.open();
    const userId = randomUUID();
    const told = () => database.rows('SELECT title FROM notifications WHERE user_id = $1', [userId]);
    try {
      await publish(requestOf({ userId }));
      const [letter] = await eventually(async () => {
        const found = await lettersOf(userId);
        expect(found).toHaveLength(1);
        return found;
      });
      const { stdout } = await mustSucceed(firewatch('dlq', 'show', letter?.id ?? '', '--json'));
      expect(JSON.parse(stdout)).toMatchObject({
        reason: 'user_not_found',
        undecodable: null,
        payload: { type: 'firewatch.notification.reminder', data: { userId } },
        headers: { traceparent: expect.stringContaining(letter?.traceId ?? '?') as string },
      });
      const values = [userId, `${userId}@firewatch.example`];
      await database.rows("INSERT INTO users VALUES ($1, $2, 'no password', 'Late', now())", values);
      await mustSucceed(firewatch('dlq', 'replay', letter?.id ?? ''));
      await eventually(async () => expect(await told()).toEqual([{ title: 'Published by a test' }]));
      await eventually(async () => {
        const spans = await readTrace(letter?.traceId ?? '');
        const deliveries = spans.filter(({ name }) => name === 'process notification.requested');
        expect(deliveries).toHaveLength(2);
      });
    } finally {
      await database.rows('DELETE FROM notifications WHERE user_id = $1', [userId]);
      await database.rows('DELETE FROM users WHERE id = $1', [userId]);
      await database.close();
    }
  });
});

it(
  'while PostgreSQL is stopped a notification is brought again and again, and is not put aside',
  async () => {
    const retried = async () => {
      const samples = await exposedSamples('consumer', 'notification_deliveries_total');
      return samples.find(({ labels }) => labels['outcome'] === 'retried')?.value ?? 0;
    };
    const [before, aside] = [await retried(), await putAside()];
    const request = requestOf();
    await supervisor.stop('postgres');
    try {
      await publish(request);
      await eventually(async () => expect(await retried()).toBeGreaterThanOrEqual(before + 3), { timeout: 60_000 });
    } finally {
      await supervisor.start('postgres');
    }
    await waitUntilAllReady(RETURN_MS);
    await expectToldOnce(helper, request.data.taskId, 'reminder', RETURN_MS);
    expect(await putAside()).toEqual(aside);
  },
  4 * RETURN_MS,
);

describe.each(['consumer-daprd', 'task-service-daprd', 'consumer', 'task-service'])('while %s is stopped', (name) => {
  it(
    'notifications wait, and arrive once after its return',
    async () => {
      const earlier = await assign();
      await supervisor.stop(name);
      // Without the task service nobody can be given anything; what was given just before waits in the outbox.
      const assigned = name === 'task-service' ? [] : [await assign(), await assign()];
      await supervisor.start(name);
      await waitUntilAllReady(RETURN_MS);
      for (const { taskId } of [earlier, ...assigned]) await expectToldOnce(helper, taskId, 'assignment', RETURN_MS);
      await untilAnotherArrived();
      for (const { taskId } of [earlier, ...assigned]) await expectToldOnce(helper, taskId, 'assignment');
    },
    4 * RETURN_MS,
  );
});

it(
  'of everything that was asked for nothing is missing after both sidecars and both services were restarted',
  async () => {
    const assigned = [await assign(), await assign(), await assign()];
    await Promise.all(
      ['consumer', 'consumer-daprd', 'task-service-daprd', 'task-service'].map((name) => supervisor.kill(name)),
    );
    await eventually(() => call('GET', '/readyz').then(({ status }) => expect(status).toBe(200)), {
      timeout: RETURN_MS,
    });
    await waitUntilAllReady(RETURN_MS);
    for (const { taskId } of assigned) await expectToldOnce(helper, taskId, 'assignment', RETURN_MS);
  },
  4 * RETURN_MS,
);

import {
  call,
  deleteTasks,
  list,
  mustCall,
  newAccount,
  newTask,
  type Account,
  type ApiAnswer,
} from './platform/api-client';
import { Database } from './platform/database';
import { field, searchLogs } from './platform/elasticsearch';
import { eventually } from './platform/eventually';
import { exposedSamples } from './platform/exposition';
import { FaultSwitches } from './platform/fault-switches';
import { readTrace } from './platform/jaeger';
import { Journal } from './platform/journal';
import { expectProblem } from './platform/problem';
import { waitUntilAllReady } from './platform/processes';

const GROUP = 'activity-projector';
const taskService = new FaultSwitches('taskService');
const consumer = new FaultSwitches('consumer');

beforeAll(() => waitUntilAllReady());

const allOff = (faults: readonly string[]) =>
  faults.map((fault) => ({ fault, active: false, until: null, parameters: null }));
const OF_TASK_SERVICE = ['http-errors', 'internal-errors', 'outbox-cursor'];
const OF_CONSUMER = ['consumer-paused', 'deliveries-failing', 'record-unfinished'];

describe.each([
  ['the task service', taskService, 'http-errors', { ratio: 1, seconds: 60 }, OF_TASK_SERVICE],
  ['the consumer', consumer, 'consumer-paused', { group: GROUP, seconds: 60 }, OF_CONSUMER],
] as const)('%s', (_name, switches, fault, parameters, faults) => {
  it('has its faults off, and lets nobody switch one on without the admin token', async () => {
    const off = allOff(faults);
    expect(await switches.list()).toEqual(off);
    for (const authorization of [undefined, 'Bearer ', `Bearer ${'x'.repeat(48)}`]) {
      const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) };
      const response = await fetch(`${switches.url}/${fault}`, {
        method: 'PUT',
        headers,
        body: JSON.stringify(parameters),
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
    expect(await switches.list()).toEqual(off);
  });
});

describe('http-errors', () => {
  let account: Account;
  beforeAll(async () => {
    account = await newAccount();
  });
  afterAll(() => taskService.withdraw('http-errors'));

  const readMe = (): Promise<ApiAnswer> => call('GET', '/me', { token: account.token });

  /** Requests of the API so far, and those of them that failed; background traffic is among them. */
  async function counted(): Promise<{ all: number; failed: number }> {
    const samples = (await exposedSamples('taskService', 'http_server_request_duration_seconds_count')).filter(
      ({ labels }) =>
        !/^(unmatched|\/healthz|\/readyz|\/metrics|\/admin\/.*|\/internal\/.*)$/.test(labels['http_route'] ?? ''),
    );
    const sum = (some: typeof samples) => some.reduce((total, { value }) => total + value, 0);
    return {
      all: sum(samples),
      failed: sum(samples.filter(({ labels }) => labels['http_response_status_code']?.startsWith('5'))),
    };
  }

  it.each([0.2, 0.5])(
    'a ratio of %d: that share of the requests fails, for each client and in the metric',
    async (ratio) => {
      const before = await counted();
      await taskService.inject('http-errors', { ratio, seconds: 60 });
      const answers: ApiAnswer[] = [];
      for (let request = 0; request < 200; request += 1) answers.push(await readMe());
      await taskService.withdraw('http-errors');
      const after = await counted();

      const failed = answers.filter(({ status }) => status === 500).length;
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(200 - failed);
      expect(Math.abs(failed / 200 - ratio)).toBeLessThan(0.1);
      // Not exactly: a few requests of the traffic lie before or after the fault, or are under way.
      expect(Math.abs((after.failed - before.failed) / (after.all - before.all) - ratio)).toBeLessThan(0.05);
    },
  );

  it('a request that fails looks as with any defect: problem, trace, log line', async () => {
    await taskService.inject('http-errors', { ratio: 1, seconds: 60 });
    const answer = await readMe();
    await taskService.withdraw('http-errors');
    expectProblem(answer, 500, 'internal_error');
    const server = await eventually(async () => {
      const span = (await readTrace(answer.traceId)).find(({ kind }) => kind === 'server');
      if (span === undefined) throw new Error('no server span');
      return span;
    });
    expect(server).toMatchObject({
      name: 'GET /me',
      attributes: { error: true, 'http.route': '/me', 'http.response.status_code': 500 },
    });
    await eventually(
      async () => {
        const { documents } = await searchLogs({ term: { 'trace.id': answer.traceId } });
        expect(documents.map((line) => `${String(field(line, 'log.level'))} ${line.message ?? ''}`)).toEqual(
          expect.arrayContaining(['error a request failed unexpectedly', 'error GET /me 500']),
        );
      },
      { timeout: 45_000, interval: 500 },
    );
  });

  it('ends by itself after its seconds, and says so', async () => {
    const { until } = await taskService.inject('http-errors', { ratio: 1, seconds: 2 });
    expect((await readMe()).status).toBe(500);
    await eventually(async () => expect((await readMe()).status).toBe(200), { timeout: 5_000, interval: 50 });
    expect(Math.abs(Date.now() - Date.parse(until ?? ''))).toBeLessThan(1_000);
    expect(await taskService.list()).toEqual(allOff(OF_TASK_SERVICE));
  });
});

describe('consumer-paused', () => {
  let database: Database;
  let journal: Journal;
  beforeAll(async () => {
    database = await Database.open();
    journal = await Journal.open();
    await journal.liveThrough();
    await journal.expectNothingMissing(database);
  });
  afterAll(async () => {
    await consumer.withdraw('consumer-paused');
    await journal.cleanUp();
    await database.close();
  });

  const lag = async (): Promise<number> =>
    (await exposedSamples('consumer', 'kafka_consumergroup_lag'))
      .filter(({ labels }) => labels['consumergroup'] === GROUP)
      .reduce((sum, { value }) => sum + value, 0);
  const heartbeatAge = async (): Promise<number> =>
    (await exposedSamples('consumer', 'kafka_consumer_heartbeat_age_seconds')).find(
      ({ labels }) => labels['messaging_consumer_group_name'] === GROUP,
    )?.value ?? Infinity;

  it('lets the lag grow while the heartbeats go on, and nothing is missing afterwards', async () => {
    await consumer.inject('consumer-paused', { group: GROUP, seconds: 120 });
    const before = await lag();
    for (let round = 0; round < 5; round += 1) await journal.liveThrough();
    const ages: number[] = [];
    await eventually(
      async () => {
        ages.push(await heartbeatAge());
        const heartbeats = ages.filter((age, index) => index > 0 && age < (ages[index - 1] ?? 0)).length;
        expect(heartbeats).toBeGreaterThanOrEqual(4);
        // Three created, one updated, one completed, one deleted a round.
        expect(await lag()).toBeGreaterThanOrEqual(before + 30);
      },
      { timeout: 60_000 },
    );
    expect(Math.max(...ages)).toBeLessThan(5);
    const readiness = await fetch(consumer.url.replace('/admin/faults', '/readyz'));
    expect(readiness.status).toBe(200);
    expect(await readiness.json()).toMatchObject({ dependencies: { [GROUP]: 'up' } });

    await consumer.withdraw('consumer-paused');
    await journal.expectNothingMissing(database);
    await eventually(async () => expect(await lag()).toBeLessThan(before + 30));
  }, 180_000);

  it('ends by itself after its seconds', async () => {
    await consumer.inject('consumer-paused', { group: GROUP, seconds: 3 });
    await journal.liveThrough();
    await journal.expectNothingMissing(database, 30_000);
    expect(await consumer.list()).toEqual(allOff(OF_CONSUMER));
  });
});

describe('deliveries-failing', () => {
  let account: Account;
  beforeAll(async () => {
    account = await newAccount();
  });
  afterAll(async () => {
    await consumer.withdraw('deliveries-failing');
    await deleteTasks(account);
  });

  const retried = async (): Promise<number> =>
    (await exposedSamples('consumer', 'notification_deliveries_total')).find(
      ({ labels }) => labels['outcome'] === 'retried',
    )?.value ?? 0;

  it('has the sidecar bring notifications again, and all arrive once it is over', async () => {
    const before = await retried();
    await consumer.inject('deliveries-failing', { ratio: 1, seconds: 120 });
    const taskId = await newTask(account, { title: 'For me' });
    const { token } = account;
    await mustCall(200, 'PUT', `/tasks/${taskId}/assignee`, { token, body: { userId: account.id } });
    await eventually(async () => expect(await retried()).toBeGreaterThanOrEqual(before + 3));
    const told = async () => list((await mustCall(200, 'GET', '/me/notifications', { token })).body, 'items');
    expect(await told()).toEqual([]);
    await consumer.withdraw('deliveries-failing');
    await eventually(async () => expect(await told()).toMatchObject([{ taskId, kind: 'assignment' }]));
  });
});

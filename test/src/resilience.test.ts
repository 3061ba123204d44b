import { call, list, mustCall } from './platform/api-client';
import { Database } from './platform/database';
import { searchLogs } from './platform/elasticsearch';
import { eventually } from './platform/eventually';
import { exposedSum } from './platform/exposition';
import { readTrace } from './platform/jaeger';
import { Journal } from './platform/journal';
import { supervisor, waitUntilAllReady } from './platform/processes';

/** Not fast, but an answer: nobody waits for a component that is away. */
const LONGEST_ANSWER_MS = 3_000;
const RETURN_MS = 90_000;

let database: Database;
beforeAll(async () => {
  await waitUntilAllReady();
  database = await Database.open();
});
afterAll(() => database.close());

interface Outage {
  readonly name: string;
  /** Whether summaries cannot come from the cache meanwhile, and must say so. */
  readonly degraded: boolean;
}

const OUTAGES: readonly Outage[] = [
  { name: 'kafka-2', degraded: false },
  { name: 'redis', degraded: true },
  { name: 'jaeger', degraded: false },
  { name: 'elasticsearch', degraded: false },
  { name: 'registry', degraded: false },
  { name: 'consumer-daprd', degraded: false },
  { name: 'task-service-daprd', degraded: true },
];

describe.each(OUTAGES)('while $name is stopped', ({ name, degraded }) => {
  let before: Journal;
  let newcomer: Journal;
  let traceOfOutage: string;

  beforeAll(async () => {
    before = await Journal.open();
    await before.create();
    await supervisor.stop(name);
  }, RETURN_MS);
  afterAll(async () => {
    await supervisor.start(name);
    await waitUntilAllReady(RETURN_MS);
    for (const journal of [before, newcomer]) await journal.cleanUp();
  }, RETURN_MS);

  it('people register, log in and work on, without waiting for it', async () => {
    newcomer = await Journal.open();
    for (let round = 0; round < 4; round += 1) {
      await before.liveThrough();
      await newcomer.liveThrough();
    }
    const { token } = before.account;
    const listed = await mustCall(200, 'GET', '/tasks?limit=100', { token });
    expect(list(listed.body, 'items')).toHaveLength(9);
    const durations = [...before.durations, ...newcomer.durations, listed.duration];
    expect(Math.max(...durations)).toBeLessThan(LONGEST_ANSWER_MS);
    traceOfOutage = listed.traceId;
  });

  it(
    degraded ? 'summaries are right, and say that they are degraded' : 'summaries do not claim to be degraded',
    async () => {
      const { body, duration } = await mustCall(200, 'GET', '/me/summary', { token: before.account.token });
      expect(body).toEqual(
        expect.objectContaining(degraded ? { degraded, source: 'database', open: 5, total: 13 } : { degraded }),
      );
      expect(duration).toBeLessThan(LONGEST_ANSWER_MS);
    },
  );

  it('the service stays ready', async () => {
    expect((await call('GET', '/readyz')).status).toBe(200);
  });

  if (name === 'jaeger') {
    it(
      'the spans that are lost are counted',
      async () => {
        const dropped = await exposedSum('taskService', 'telemetry_spans_dropped_total');
        await eventually(
          async () => {
            await mustCall(200, 'GET', '/tasks', { token: before.account.token });
            expect(await exposedSum('taskService', 'telemetry_spans_dropped_total')).toBeGreaterThan(dropped);
          },
          { timeout: 60_000 },
        );
      },
      RETURN_MS,
    );
  }

  it(
    'nothing is missing after its return',
    async () => {
      await supervisor.start(name);
      await supervisor.waitUntilReady(name, RETURN_MS);
      await before.expectNothingMissing(database, RETURN_MS);
      await newcomer.expectNothingMissing(database, RETURN_MS);
    },
    3 * RETURN_MS,
  );

  if (name === 'jaeger') {
    it(
      'new traces arrive after its return',
      async () => {
        await eventually(
          async () => {
            const { traceId } = await mustCall(200, 'GET', '/tasks', { token: before.account.token });
            await eventually(() => readTrace(traceId), { timeout: 10_000 });
          },
          { timeout: 60_000 },
        );
      },
      RETURN_MS,
    );
  }

  if (name === 'elasticsearch') {
    it(
      'the log lines of the outage arrive after its return',
      async () => {
        await eventually(
          async () => {
            const { total } = await searchLogs({ term: { 'trace.id': traceOfOutage } });
            expect(total).toBeGreaterThan(0);
          },
          { timeout: 60_000 },
        );
      },
      RETURN_MS,
    );
  }
});

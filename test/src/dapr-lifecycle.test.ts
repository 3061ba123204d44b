import { deleteTasks, mustCall, newAccount, newTask, type Account } from './platform/api-client';
import { Database } from './platform/database';
import { eventually } from './platform/eventually';
import { InDoubtError } from './platform/journal';
import { Load } from './platform/load';
import { supervisor, waitUntilAllReady } from './platform/processes';
import { ScratchSidecar } from './platform/scratch-sidecar';

const RETURN_MS = 90_000;

let database: Database;
let owner: Account;
let helper: Account;
beforeAll(async () => {
  await waitUntilAllReady();
  database = await Database.open();
  [owner, helper] = [await newAccount(), await newAccount()];
});
afterAll(async () => {
  await deleteTasks(owner);
  await database.close();
});

/** Gives a new task of the owner's to the helper. @throws InDoubtError when the service does not say that it is done */
async function assign(): Promise<string> {
  try {
    const taskId = await newTask(owner, { title: 'For you' });
    await mustCall(200, 'PUT', `/tasks/${taskId}/assignee`, { token: owner.token, body: { userId: helper.id } });
    return taskId;
  } catch (error) {
    throw new InDoubtError('the assignment', { cause: error });
  }
}

/** How often the helper was told of each of these tasks, by PostgreSQL; those that the helper was not told of are left out. */
async function timesTold(taskIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await database.rows<{ task_id: string; times: number }>(
    'SELECT task_id, count(*)::int AS times FROM notifications WHERE user_id = $1 AND task_id = ANY($2) GROUP BY task_id',
    [helper.id, taskIds],
  );
  return new Map(rows.map(({ task_id, times }) => [task_id, times]));
}

describe.each(['consumer-daprd', 'task-service-daprd', 'consumer'])('a restart of %s in order', (name) => {
  it(
    'loses no notification and doubles none, while people go on',
    async () => {
      const acknowledged: string[] = [];
      const load = new Load([
        async () => {
          acknowledged.push(await assign());
        },
        async () => {
          acknowledged.push(await assign());
        },
      ]);
      await load.acknowledgedMore(5);
      for (let time = 0; time < 2; time += 1) {
        await supervisor.restart(name);
        await supervisor.waitUntilReady(name, RETURN_MS);
        await load.acknowledgedMore(5);
      }
      await load.stop();
      expect(acknowledged.length).toBeGreaterThanOrEqual(15);
      await eventually(async () => expect((await timesTold(acknowledged)).size).toBe(acknowledged.length), {
        timeout: RETURN_MS,
      });
      expect([...(await timesTold(acknowledged)).values()].filter((times) => times !== 1)).toEqual([]);
    },
    4 * RETURN_MS,
  );
});

describe('a service that hangs', () => {
  // Without the circuit breaker of the consumer's own sidecar, which would soon answer in the place of the other one.
  let caller: ScratchSidecar;
  beforeAll(async () => {
    caller = await ScratchSidecar.start({ appId: 'consumer' });
  });
  afterEach(async () => {
    await supervisor.resume('task-service');
    await supervisor.waitUntilReady('task-service', RETURN_MS);
  });
  afterAll(() => caller.stop());

  it(
    'is passed no calls by its sidecar once that has noticed, and again as soon as it answers',
    async () => {
      const ask = () => caller.ask('GET', `/v1.0/invoke/task-service/method/internal/users?id=${owner.id}`);
      await supervisor.suspend('task-service');
      await eventually(
        async () => {
          const start = performance.now();
          const { status, body } = await ask();
          expect({ status, body }).toEqual({
            status: 500,
            body: expect.stringContaining('app is not in a healthy state') as string,
          });
          expect(performance.now() - start).toBeLessThan(1_000);
        },
        { timeout: 60_000 },
      );
      await supervisor.resume('task-service');
      await eventually(async () => expect((await ask()).status).toBe(200), { timeout: 60_000 });
    },
    4 * RETURN_MS,
  );
});

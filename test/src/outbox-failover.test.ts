import { findings } from './faults/tally';
import { underLoad } from './faults/under-load';
import { eventually } from './platform/eventually';
import { exposedSum, type Exposing } from './platform/exposition';
import { OwnProcess } from './platform/own-process';
import { supervisor, waitUntilAllReady } from './platform/processes';

const TIMEOUT = 300_000;
/** The one that waits asks every two seconds; PostgreSQL frees a dead leader's lock at once. */
const LONGEST_TAKEOVER_SECONDS = 5;

let second: OwnProcess;
beforeAll(async () => {
  await waitUntilAllReady();
  second = await OwnProcess.start('task-service');
}, 120_000);
afterAll(async () => {
  await second.stop();
  await waitUntilAllReady();
}, 120_000);

const leads = (service: Exposing): Promise<number> => exposedSum(service, 'outbox_relay_leader');

/** Kills the leader while people work. @returns seconds until the other one leads */
async function takeOver(kill: () => Promise<unknown>, successor: Exposing): Promise<number> {
  const { result: seconds, verdict } = await underLoad(async (load) => {
    await load.acknowledgedMore(30);
    await kill();
    const begin = performance.now();
    await eventually(async () => expect(await leads(successor)).toBe(1), { interval: 50 });
    const taken = (performance.now() - begin) / 1_000;
    await load.acknowledgedMore(30);
    return taken;
  });
  expect(findings({ verdict })).toEqual([]);
  return seconds;
}

it('of two instances of the task service one leads', async () => {
  expect([await leads('taskService'), await leads(second)]).toEqual([1, 0]);
});

it(
  'the other takes over when the leader is killed under load; nothing is lost, doubled or overtaken',
  async () => {
    expect(await takeOver(() => supervisor.kill('task-service'), second)).toBeLessThan(LONGEST_TAKEOVER_SECONDS);
    expect(await takeOver(() => second.kill(), 'taskService')).toBeLessThan(LONGEST_TAKEOVER_SECONDS);
  },
  TIMEOUT,
);

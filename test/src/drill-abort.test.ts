import { expectAsBefore, processesBefore } from './platform/after-drill';
import { endOf, journalOf, outcomesOf, runDrillCommand } from './platform/drill';
import { eventually } from './platform/eventually';
import { supervisor, waitUntilAllReady } from './platform/processes';

const RUN_MS = 300_000;

let before: string[];
beforeAll(async () => {
  await waitUntilAllReady();
  before = await processesBefore();
});

it(
  'Ctrl-C in the middle mends what was broken, and says that it was aborted',
  async () => {
    const { code, events } = await runDrillCommand(['ApiHighErrorRate'], (event, pid) => {
      if (event.kind === 'step-ended' && event.step === 'pending') process.kill(pid, 'SIGINT');
    });
    expect({ code, outcome: endOf(events).outcome }).toEqual({ code: 130, outcome: 'aborted' });
    expect(outcomesOf(events)).toEqual(
      expect.arrayContaining([
        ['firing', 'failed'],
        ['withdraw', 'passed'],
        ['restore', 'passed'],
        ['diagnosis', 'skipped'],
      ]),
    );
    await expectAsBefore(before);
  },
  RUN_MS,
);

it(
  'a drill that is killed is undone by its guard',
  async () => {
    let run = '';
    const { code, events } = await runDrillCommand(['DaprSidecarDown'], (event, pid) => {
      if (event.kind === 'run-started') run = event.run;
      if (event.kind === 'step-ended' && event.step === 'pending') process.kill(pid, 'SIGKILL');
    });
    expect(code).toBeNull();
    expect(outcomesOf(events)).toContainEqual(['inject', 'passed']);
    expect((await supervisor.state('consumer-daprd')).ready).toBe(false);
    await eventually(() => expect(JSON.stringify(journalOf(run))).toContain('its guard undid it'), {
      timeout: 120_000,
    });
    await expectAsBefore(before);
  },
  RUN_MS,
);

it(
  'one that takes too long is given up, and undone',
  async () => {
    const { code, events } = await runDrillCommand(['ApiHighErrorRate', '--timeout', '8']);
    expect({ code, ...endOf(events) }).toMatchObject({
      code: 1,
      outcome: 'failed',
      failure: { part: 'platform', message: 'given up after 8 s' },
    });
    // How far it comes until then is the machine's to say; not as far as an alert, whose "for" alone takes longer.
    expect(outcomesOf(events)).toEqual(
      expect.arrayContaining([
        ['message', 'skipped'],
        ['withdraw', 'passed'],
        ['restore', 'passed'],
      ]),
    );
    await expectAsBefore(before);
  },
  RUN_MS,
);

it('names the drills there are when asked for one that is not, and breaks nothing', async () => {
  const { code, events, stderr } = await runDrillCommand(['NoSuchAlert']);
  expect({ code, events }).toEqual({ code: 1, events: [] });
  expect(stderr).toMatch(/There is no drill "NoSuchAlert".*ApiHighErrorRate.*quiet/);
});

it.each([
  ['--speed', '0'],
  ['--speed', '1000'],
  ['--repeat', 'x'],
])('%s %s is refused with exit code 2', async (option, value) => {
  const { code, stderr } = await runDrillCommand(['quiet', option, value]);
  expect(code).toBe(2);
  expect(stderr).toContain(option);
});

import { DrillFailure } from './drill-failure';
import type { DrillEvent, StepId } from './events';
import { Run } from './run';

const STEPS: readonly StepId[] = ['clock', 'inject', 'firing', 'withdraw'];

let events: DrillEvent[];
let stop: AbortController;
let run: Run;
beforeEach(() => {
  events = [];
  stop = new AbortController();
  run = new Run(STEPS, (event) => events.push(event), stop.signal);
});

const done = (said = 'done') => Promise.resolve({ said });
const told = () =>
  events.map((event) => [event.kind, 'step' in event ? event.step : '', 'outcome' in event ? event.outcome : '']);

test('tells of each step as it begins, goes on and ends, and of the end with what was measured', async () => {
  const result = await run.step('clock', async (say) => {
    say('half way');
    return Promise.resolve({ said: 'set', speed: 10 });
  });
  run.timings.conditionToFiring = 7;
  await run.step('inject', () => done());
  await run.step('firing', () => done());
  await run.finalStep('withdraw', () => done());
  expect(result.speed).toBe(10);
  expect(run.end()).toMatchObject({
    outcome: 'passed',
    timings: { conditionToFiring: 7, total: expect.any(Number) as number },
  });
  expect(told().slice(0, 3)).toEqual([
    ['step-started', 'clock', ''],
    ['step-progress', 'clock', ''],
    ['step-ended', 'clock', 'passed'],
  ]);
  expect(events.at(-1)).not.toHaveProperty('failure');
  for (const { at } of events) expect(new Date(at).toISOString()).toBe(at);
});

test('the first failure is the run’s, whatever fails while it is undone; what was not reached is skipped', async () => {
  const failing = run.step('inject', () => Promise.reject(new DrillFailure('fault', 'nothing is broken')));
  await expect(failing).rejects.toThrow('nothing is broken');
  await run.finalStep('withdraw', () => Promise.reject(new Error('cannot be undone')));
  expect(run.end()).toMatchObject({
    outcome: 'failed',
    failure: { step: 'inject', part: 'fault', message: 'nothing is broken' },
  });
  expect(events).toContainEqual(
    expect.objectContaining({ kind: 'step-ended', step: 'withdraw', outcome: 'failed', message: 'cannot be undone' }),
  );
  expect(told().filter(([, , outcome]) => outcome === 'skipped')).toEqual([
    ['step-ended', 'clock', 'skipped'],
    ['step-ended', 'firing', 'skipped'],
  ]);
});

test('a failure in undoing alone fails the run; it is the platform’s unless it says otherwise', async () => {
  await run.finalStep('withdraw', () => Promise.reject(new Error('cannot be undone')));
  expect(run.end()).toMatchObject({ outcome: 'failed', failure: { step: 'withdraw', part: 'platform' } });
});

test('once aborted it begins no further step but those that undo, and says that it was aborted', async () => {
  stop.abort(new Error('aborted by SIGINT'));
  await expect(run.step('firing', () => done())).rejects.toThrow('aborted by SIGINT');
  await run.finalStep('withdraw', () => done());
  expect(run.end().outcome).toBe('aborted');
  expect(told()).not.toContainEqual(['step-started', 'firing', '']);
});

test('one that was given up has failed', async () => {
  stop.abort(new DrillFailure('platform', 'given up after 5 s'));
  await expect(run.step('firing', () => Promise.reject(stop.signal.reason as Error))).rejects.toThrow();
  expect(run.end().outcome).toBe('failed');
});

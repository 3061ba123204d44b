import type { ProcessSpec } from '../platform/component';
import { resolvePaths } from '../platform/paths';
import type { ProcessState } from '../supervisor/process-control';
import { CommandFailure } from './command-failure';
import { progressOf, waitHealthy, type Progress } from './wait-healthy';

const service: ProcessSpec = { name: 'a', kind: 'service', argv: ['true'] };
const job: ProcessSpec = { ...service, kind: 'job' };
const running: ProcessState = {
  name: 'a',
  status: 'Running',
  running: true,
  ready: false,
  restarts: 0,
  exitCode: 0,
  uptimeSeconds: 1,
};

test.each<[string, ProcessSpec, Partial<ProcessState>, Progress]>([
  ['a service that runs but is not ready', service, {}, 'pending'],
  ['a service that is ready', service, { ready: true }, 'healthy'],
  ['a service that is ready after many restarts', service, { ready: true, restarts: 9 }, 'healthy'],
  ['a service that was restarted once', service, { restarts: 1, status: 'Restarting' }, 'pending'],
  ['a service that does not stay up', service, { restarts: 3, status: 'Restarting' }, 'failed'],
  ['a service that was skipped', service, { running: false, status: 'Skipped' }, 'failed'],
  ['a job that runs', job, {}, 'pending'],
  ['a job that is tried again', job, { status: 'Restarting', exitCode: 1, restarts: 1 }, 'pending'],
  ['a job that has completed', job, { running: false, status: 'Completed' }, 'healthy'],
  ['a job that has failed', job, { running: false, status: 'Completed', exitCode: 1 }, 'failed'],
])('%s', (_, spec, state, expected) => {
  expect(progressOf(spec, { ...running, ...state })).toBe(expected);
});

describe('of a service that was restarted often before', () => {
  /** Answers with one state after the other, and from then on with the last. */
  function supervisorThatSees(...states: readonly Partial<ProcessState>[]) {
    let asked = 0;
    return {
      list: () => Promise.resolve([{ ...running, ...states[Math.min(asked++, states.length - 1)] }]),
    };
  }
  const wait = (...states: readonly Partial<ProcessState>[]) =>
    waitHealthy([service], supervisorThatSees(...states), resolvePaths('/nowhere'), 10_000);

  test('those restarts do not count', async () => {
    await expect(wait({ restarts: 7 }, { restarts: 7 }, { restarts: 8 }, { ready: true })).resolves.toBeUndefined();
  });

  test('three more are too many', async () => {
    const outcome = wait({ restarts: 7 }, { restarts: 8 }, { restarts: 9 }, { restarts: 10 });
    await expect(outcome).rejects.toThrow(CommandFailure);
    await expect(outcome).rejects.toThrow('restarted 10 times');
  });
});

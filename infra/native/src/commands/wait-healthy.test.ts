import type { ProcessSpec } from '../platform/component';
import type { ProcessState } from '../supervisor/client';
import { progressOf, type Progress } from './wait-healthy';

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

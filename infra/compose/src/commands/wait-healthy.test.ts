import { CommandFailure } from '@firewatch/native';
import type { ContainerState } from '../engine/containers';
import type { Service } from '../engine/model';
import { progressOf, waitHealthy, type Progress } from './wait-healthy';

const AT = 1_000_000;
const service: Service = {
  name: 'a',
  kind: 'service',
  built: false,
  memoryLimit: 0,
  ports: { 80: 8080 },
  dependsOn: [],
};
const job: Service = { ...service, kind: 'job' };
const running: ContainerState = {
  id: 'a',
  service: 'a',
  status: 'running',
  exitCode: 0,
  restarts: 0,
  startedAt: AT + 1,
};
const exited = { status: 'exited' };

test.each<[string, Service, Partial<ContainerState>, Progress]>([
  ['a service without a health check that runs', service, {}, 'healthy'],
  ['a service that is being checked', service, { health: 'starting' }, 'pending'],
  ['a service whose check passes', service, { health: 'healthy' }, 'healthy'],
  ['a service whose check passes after many restarts', service, { health: 'healthy', restarts: 9 }, 'healthy'],
  ['a service whose check fails', service, { health: 'unhealthy' }, 'failed'],
  ['a service whose check failed before', service, { health: 'unhealthy', startedAt: AT - 1 }, 'pending'],
  ['a service that does not stay up', service, { status: 'restarting', restarts: 3 }, 'failed'],
  ['a service that was restarted once', service, { status: 'restarting', restarts: 1 }, 'pending'],
  ['a service that is made', service, { status: 'created', startedAt: 0 }, 'pending'],
  ['a service that was stopped before', service, { ...exited, startedAt: AT - 1 }, 'pending'],
  ['a service that ended', service, exited, 'failed'],
  ['a job that runs', job, {}, 'pending'],
  ['a job that has completed', job, exited, 'healthy'],
  ['a job that had completed before', job, { ...exited, startedAt: AT - 1 }, 'pending'],
  ['a job that has failed', job, { ...exited, exitCode: 1 }, 'failed'],
])('while Compose starts: %s', (_, spec, state, expected) => {
  expect(progressOf(spec, { ...running, ...state }, { restarts: 0, at: AT }, true)).toBe(expected);
});

test.each<[string, Service, Partial<ContainerState> | undefined, Progress]>([
  ['a service that was stopped before', service, { ...exited, startedAt: AT - 1 }, 'failed'],
  ['a job that had completed before', job, { ...exited, startedAt: AT - 1 }, 'healthy'],
  ['a service without a container', service, undefined, 'failed'],
])('when Compose has ended: %s', (_, spec, state, expected) => {
  const given = state && { ...running, ...state };
  expect(progressOf(spec, given, { restarts: 0, at: AT }, false)).toBe(expected);
});

test('those restarts that were before do not count', async () => {
  const wait = (restarts: number) =>
    waitHealthy({
      services: [service],
      list: () => Promise.resolve([{ ...running, id: 'no-such-container', status: 'restarting', restarts }]),
      timeoutMs: 1,
      since: AT,
      restartsBefore: new Map([['a', 7]]),
      isLaunching: () => false,
      onProgress: () => undefined,
    });
  await expect(wait(9)).rejects.toThrow('a (port 8080) is not healthy after 0 s (restarting).');
  await expect(wait(10)).rejects.toThrow(CommandFailure);
  await expect(wait(10)).rejects.toThrow('a (port 8080) failed: restarting, exit code 0, restarted 10 times.');
});

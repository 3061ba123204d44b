import type { ContainerState } from '../engine/containers';
import type { Service } from '../engine/model';
import { healthOf } from './status';

const stopped: ContainerState = { id: 'a', service: 'a', status: 'exited', exitCode: 0, restarts: 0, startedAt: 1 };
const running: ContainerState = { ...stopped, status: 'running', pid: 1 };

test.each<[Service['kind'], string, ContainerState | undefined, string]>([
  ['service', 'runs, without a check', running, 'healthy'],
  ['service', 'passes its check', { ...running, health: 'healthy' }, 'healthy'],
  ['service', 'is being checked', { ...running, health: 'starting' }, 'unhealthy'],
  ['service', 'fails its check', { ...running, health: 'unhealthy' }, 'unhealthy'],
  ['service', 'is stopped', stopped, 'unhealthy'],
  ['service', 'has no container', undefined, 'unhealthy'],
  ['job', 'runs', running, 'unhealthy'],
  ['job', 'has ended well', stopped, 'completed'],
  ['job', 'has failed', { ...stopped, exitCode: 1 }, 'unhealthy'],
  ['manual', 'was not asked for', undefined, 'off'],
  ['manual', 'is stopped', stopped, 'off'],
  ['manual', 'is being checked', { ...running, health: 'starting' }, 'unhealthy'],
])('a %s that %s', (kind, _what, state, health) => {
  const service: Service = { name: 'a', kind, built: false, memoryLimit: 0, ports: {}, dependsOn: [] };
  expect(healthOf(service, state)).toBe(health);
});

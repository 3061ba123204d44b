import { readLastUp, type PlatformStatus, type ProcessStatus } from '@firewatch/native';
import { isHealthy, uptimeSeconds, type ContainerState } from '../engine/containers';
import { memoryOfContainers } from '../engine/memory';
import type { Service } from '../engine/model';
import type { Project } from './project';

/** @returns the status in the shape that the native platform has; nobody but the engine supervises. Takes about two seconds. */
export async function describeProject(
  { model, paths }: Project,
  containers: readonly ContainerState[],
): Promise<PlatformStatus> {
  const running = containers.filter(({ pid }) => pid !== undefined);
  const memory = await memoryOfContainers(running.map(({ id }) => id));
  const states = new Map(containers.map((state) => [state.service, state]));
  const processes = model.services.map((service): ProcessStatus => {
    const state = states.get(service.name);
    return {
      name: service.name,
      kind: service.kind,
      health: healthOf(service, state),
      status: describeState(state),
      pid: state?.pid ?? null,
      memoryBytes: memory.get(state?.id ?? '') ?? 0,
      ports: service.ports,
      uptimeSeconds: state ? uptimeSeconds(state) : 0,
      restarts: state?.restarts ?? 0,
    };
  });
  return {
    healthy: processes.every(({ health }) => health !== 'unhealthy'),
    healthyAfterSeconds: readLastUp(paths)?.healthyAfterSeconds ?? null,
    memoryBytes: processes.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
    supervisor: { pid: null, memoryBytes: 0 },
    processes,
  };
}

export function healthOf({ kind }: Service, state: ContainerState | undefined): ProcessStatus['health'] {
  if (kind === 'job') return state?.status === 'exited' && state.exitCode === 0 ? 'completed' : 'unhealthy';
  if (state && isHealthy(state)) return 'healthy';
  return kind === 'manual' && state?.pid === undefined ? 'off' : 'unhealthy';
}

/** In words: health where there is a check, else the engine's. */
export function describeState(state: ContainerState | undefined): string {
  if (!state) return 'no container';
  if (state.status === 'running') return state.health ?? 'running';
  return state.status === 'exited' ? `exited with ${state.exitCode}` : state.status;
}

/** @param sum in MB */
export function describeMemory(sum: string): string {
  return `Memory of the containers: ${sum} MB (without page cache that could be freed)`;
}

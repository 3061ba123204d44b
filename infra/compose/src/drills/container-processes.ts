import { waitUntil, type ProcessControl, type ProcessState } from '@firewatch/native';
import { CommandFailure } from '@firewatch/native/running';
import { NotRunning, requireService, type Project } from '../commands/project';
import { describeState } from '../commands/status';
import { UP_ALONE } from '../engine/compose';
import { isHealthy, listContainers, uptimeSeconds, type ContainerState } from '../engine/containers';
import { askDocker } from '../engine/docker';

/** From a kill until the engine knows that the container has ended. */
const DEATH_MS = 10_000;

/**
 * The platform's containers, one a service. They are started and stopped one by one by the engine, which asks for no dependency, unlike
 * Compose. Every method throws CommandFailure, NotRunning where the platform has no container at all.
 */
export class ContainerProcesses implements ProcessControl {
  constructor(private readonly project: Pick<Project, 'model' | 'compose'>) {}

  async state(name: string): Promise<ProcessState> {
    return toState(name, await this.find(name));
  }

  async start(name: string): Promise<void> {
    const container = await this.find(name);
    if (container) return this.startContainer(container);
    await this.project.compose.ask(['--profile', '*', ...UP_ALONE, name], `${name} could not be started`);
  }

  async stop(name: string): Promise<void> {
    const container = await this.find(name);
    if (container) await askDocker(['stop', container.id]);
  }

  async restart(name: string): Promise<void> {
    await this.stop(name);
    await this.start(name);
  }

  async waitUntilReady(name: string, timeoutMs = 60_000): Promise<void> {
    let state: ProcessState | undefined;
    const isReady = async () => (state = await this.state(name)).ready;
    if (await waitUntil(isReady, timeoutMs, 250)) return;
    throw new CommandFailure(`${name} did not get healthy within ${timeoutMs / 1000} s: it is ${state?.status ?? ''}`);
  }

  async takeDown(name: string): Promise<void> {
    await this.kill(name);
  }

  async crash(name: string): Promise<void> {
    // The engine takes a kill that it was asked for for a stop, and does not start the container again as it does one that has died.
    await this.startContainer(await this.kill(name));
  }

  async suspend(name: string): Promise<void> {
    // Not `docker pause`: the engine lets a paused container go on before it stops it, and a process that hangs does not go on.
    await askDocker(['kill', '--signal', 'STOP', (await this.findRunning(name)).id]);
  }

  async resume(name: string): Promise<void> {
    const container = await this.find(name);
    if (container?.pid !== undefined) await askDocker(['kill', '--signal', 'CONT', container.id]);
  }

  private async kill(name: string): Promise<ContainerState> {
    const container = await this.findRunning(name);
    await askDocker(['kill', container.id]);
    const isGone = async () => (await this.find(name))?.pid === undefined;
    if (!(await waitUntil(isGone, DEATH_MS))) throw new CommandFailure(`${name} still runs after a kill`);
    return container;
  }

  private async startContainer({ id }: ContainerState): Promise<void> {
    await askDocker(['start', id]);
  }

  private async findRunning(name: string): Promise<ContainerState> {
    const container = await this.find(name);
    if (container?.pid === undefined) throw new CommandFailure(`${name} does not run`);
    return container;
  }

  private async find(name: string): Promise<ContainerState | undefined> {
    const { model } = this.project;
    requireService(model, name);
    const container = (await listContainers(model.name, name)).at(-1);
    if (container || (await listContainers(model.name)).length > 0) return container;
    throw new NotRunning();
  }
}

/** @param container absent for a service that was never started */
export function toState(name: string, container: ContainerState | undefined): ProcessState {
  const running = container?.pid !== undefined;
  return {
    name,
    status: describeState(container),
    running,
    ready: container !== undefined && isHealthy(container),
    ...(running ? { pid: container.pid } : {}),
    restarts: container?.restarts ?? 0,
    exitCode: container?.exitCode ?? 0,
    uptimeSeconds: container ? uptimeSeconds(container) : 0,
  };
}

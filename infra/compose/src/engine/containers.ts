import { CommandFailure } from '@firewatch/native/running';
import { z } from 'zod';
import { askDocker, docker, lastWords } from './docker';
import { LABEL } from './labels';

/** What the engine knows of one container of the project. */
export interface ContainerState {
  readonly id: string;
  readonly service: string;
  /** Docker's word: created, running, paused, restarting, removing, exited, dead. */
  readonly status: string;
  /** Absent without a health check. */
  readonly health?: string;
  /** What the last health check printed. */
  readonly lastCheck?: string;
  readonly exitCode: number;
  /** By the engine, since it was last started by hand. */
  readonly restarts: number;
  /** Of its first process, as the engine's machine counts; absent unless it runs. */
  readonly pid?: number;
  /** Epoch milliseconds of its last start; 0 when it was never started. */
  readonly startedAt: number;
}

const schema = z.array(
  z.object({
    Id: z.string(),
    RestartCount: z.number(),
    Config: z.object({ Labels: z.record(z.string(), z.string()).nullable() }),
    State: z.object({
      Status: z.string(),
      ExitCode: z.number(),
      Pid: z.number(),
      StartedAt: z.string(),
      Health: z.object({ Status: z.string(), Log: z.array(z.object({ Output: z.string() })).nullish() }).nullish(),
    }),
  }),
);

/**
 * @returns the containers of the project, whether they run or not, without those of `docker compose run`. While Compose puts another in the
 * place of one there are two of a service: the newer is the later one here. Throws CommandFailure.
 * @param service only its containers
 */
export async function listContainers(project: string, service?: string): Promise<ContainerState[]> {
  const filters = [`label=${LABEL.project}=${project}`, `label=${LABEL.oneOff}=False`];
  if (service !== undefined) filters.push(`label=${LABEL.service}=${service}`);
  const words = ['ps', '--all', '--quiet', '--no-trunc', ...filters.flatMap((filter) => ['--filter', filter])];
  const ids = (await askDocker(words)).split('\n').filter((id) => id !== '');
  if (ids.length === 0) return [];
  const { code, stdout, stderr } = await docker(['inspect', '--type', 'container', ...ids]);
  // One that is removed meanwhile is left out of what it prints.
  if (code !== 0 && !/no such container/i.test(stderr)) {
    throw new CommandFailure(`docker inspect failed with exit code ${code}:\n${lastWords(stderr)}`);
  }
  // Docker lists the newest first.
  return parseContainers(stdout).toReversed();
}

/** @param json what `docker inspect` prints */
export function parseContainers(json: string): ContainerState[] {
  return schema.parse(JSON.parse(json)).map(({ Id, RestartCount, Config, State }) => {
    const lastCheck = State.Health?.Log?.at(-1)?.Output.trim() ?? '';
    const health = State.Health?.Status ?? 'none';
    return {
      id: Id,
      service: Config.Labels?.[LABEL.service] ?? '',
      status: State.Status,
      ...(health === 'none' ? {} : { health }),
      ...(lastCheck === '' ? {} : { lastCheck }),
      exitCode: State.ExitCode,
      restarts: RestartCount,
      ...(State.Pid === 0 ? {} : { pid: State.Pid }),
      startedAt: Math.max(0, Date.parse(State.StartedAt)),
    };
  });
}

/** Whether it runs and its health check, if it has one, passes. */
export function isHealthy({ status, health = 'healthy' }: ContainerState): boolean {
  return status === 'running' && health === 'healthy';
}

/** 0 unless it runs. */
export function uptimeSeconds({ pid, startedAt }: ContainerState): number {
  return pid === undefined ? 0 : Math.max(0, Math.round((Date.now() - startedAt) / 1000));
}

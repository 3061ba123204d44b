import { CommandFailure, waitUntil } from '@firewatch/native';
import { isHealthy, type ContainerState } from '../engine/containers';
import { docker } from '../engine/docker';
import type { Service } from '../engine/model';

/** Restarts of one service, while it is waited for, after which it is given up. */
const MAX_RESTARTS = 3;

/** From one look at the containers to the next. */
const EVERY_MS = 500;

/** `pending` may still become `healthy`; `failed` will not without help. */
export type Progress = 'healthy' | 'pending' | 'failed';

/** What a service was when the waiting began. */
export interface Before {
  /** Restarts by the engine until then. */
  readonly restarts: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Where a service stands on its way up.
 * @param launching whether what does not run may still be started
 */
export function progressOf(
  { kind }: Service,
  state: ContainerState | undefined,
  before: Before,
  launching: boolean,
): Progress {
  if (!state) return launching ? 'pending' : 'failed';
  const ended = ['exited', 'dead'].includes(state.status);
  // One that ended before is yet to be started again.
  const isOld = launching && state.startedAt < before.at;
  if (kind === 'job') {
    if (!ended || isOld) return 'pending';
    return state.exitCode === 0 ? 'healthy' : 'failed';
  }
  if (isHealthy(state)) return 'healthy';
  if (state.restarts - before.restarts >= MAX_RESTARTS) return 'failed';
  if (ended) return isOld ? 'pending' : 'failed';
  // An older verdict may be about something else that was down until now.
  return state.health === 'unhealthy' && state.startedAt >= before.at ? 'failed' : 'pending';
}

export interface Wait {
  /** In dependency order, so that the first that failed is the cause. */
  readonly services: readonly Service[];
  readonly list: () => Promise<readonly ContainerState[]>;
  readonly timeoutMs: number;
  /** Epoch milliseconds of the order to start. */
  readonly since: number;
  /** Restarts of each service until then. */
  readonly restartsBefore: ReadonlyMap<string, number>;
  /** Whether Compose is still starting them. */
  readonly isLaunching: () => boolean;
  /** Called with one line whenever that changes. */
  readonly onProgress: (line: string) => void;
}

/**
 * Waits until each service is healthy or, being a job, has completed.
 * Throws CommandFailure with service, ports and last log lines when one fails or is not healthy in time.
 */
export async function waitHealthy(wait: Wait): Promise<void> {
  const { services, since, restartsBefore } = wait;
  let states = new Map<string, ContainerState>();
  let launching = wait.isLaunching();
  let told = '';
  const standing = (progress: Progress) =>
    services.filter((service) => {
      const before = { restarts: restartsBefore.get(service.name) ?? 0, at: since };
      return progressOf(service, states.get(service.name), before, launching) === progress;
    });
  const settled = async () => {
    // In this order: what has been started when Compose ends must not look as if it never were.
    launching = wait.isLaunching();
    states = new Map((await wait.list()).map((state) => [state.service, state]));
    const pending = standing('pending').map(({ name }) => name);
    const line = `${standing('healthy').length} of ${services.length} healthy${pending.length > 0 ? `; waiting for ${pending.join(', ')}` : ''}`;
    if (line !== told) wait.onProgress((told = line));
    return standing('failed').length > 0 || (pending.length === 0 && !launching);
  };
  const inTime = await waitUntil(settled, wait.timeoutMs, EVERY_MS);
  const healthy = standing('healthy').map(({ name }) => name);
  const culprit =
    standing('failed')[0] ??
    standing('pending').find(({ dependsOn }) =>
      dependsOn.every((name) => healthy.includes(name) || !services.some((service) => service.name === name)),
    );
  if (culprit)
    throw new CommandFailure(await describeFailure(culprit, states.get(culprit.name), inTime, wait.timeoutMs));
}

async function describeFailure(
  { name, ports }: Service,
  state: ContainerState | undefined,
  failed: boolean,
  timeoutMs: number,
): Promise<string> {
  const published = Object.values(ports);
  const where = published.length > 0 ? ` (port ${published.join(', ')})` : '';
  if (!state) return `${name}${where} has no container.`;
  const standing = state.status === 'running' ? (state.health ?? state.status) : state.status;
  const what = failed
    ? `failed: ${standing}, exit code ${state.exitCode}, restarted ${state.restarts} times`
    : `is not healthy after ${Math.round(timeoutMs / 1000)} s (${standing})`;
  const { stdout, stderr } = await docker(['logs', '--tail', '15', state.id]);
  const lines = `${stdout}${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return [
    `${name}${where} ${what}.`,
    ...(state.lastCheck === undefined ? [] : [`Its health check says: ${state.lastCheck.slice(0, 300)}`]),
    lines.length > 0 ? 'Its log ends with' : 'Its log is empty.',
    ...lines.map((line) => `    ${line.slice(0, 300)}`),
  ].join('\n');
}

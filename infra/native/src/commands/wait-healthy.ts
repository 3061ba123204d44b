import fs from 'node:fs';
import path from 'node:path';
import type { ProcessSpec } from '../platform/component';
import type { Paths } from '../platform/paths';
import type { Supervisor } from '../supervisor/client';
import type { ProcessState } from '../supervisor/process-control';
import { waitUntil } from '../system/wait-until';
import { lastLines } from './last-lines';
import { CommandFailure } from './command-failure';

/** Restarts of one process, while it is waited for, after which it is given up. */
const MAX_RESTARTS = 3;

/** `pending` may still become `healthy`; `failed` will not without help. */
export type Progress = 'healthy' | 'pending' | 'failed';

/**
 * Where a process stands on its way up.
 * @param restartsBefore how often the supervisor had restarted it when the waiting began
 */
export function progressOf(spec: ProcessSpec, state: ProcessState | undefined, restartsBefore = 0): Progress {
  if (!state) return 'pending';
  if (spec.kind === 'job') {
    if (state.status === 'Completed') return state.exitCode === 0 ? 'healthy' : 'failed';
    return state.status === 'Error' || state.status === 'Skipped' ? 'failed' : 'pending';
  }
  if (state.ready) return 'healthy';
  const ended = ['Completed', 'Error', 'Skipped'].includes(state.status);
  return ended || state.restarts - restartsBefore >= MAX_RESTARTS ? 'failed' : 'pending';
}

/**
 * Waits until each of `specs` is healthy or, being a job, has completed.
 * @param specs in dependency order, so that the first that failed is the cause
 * @param onProgress called with one line whenever that changes
 * Throws CommandFailure with component, port and last log lines when one fails or is not healthy after `timeoutMs`.
 */
export async function waitHealthy(
  specs: readonly ProcessSpec[],
  supervisor: Pick<Supervisor, 'list'>,
  paths: Paths,
  timeoutMs: number,
  onProgress: (line: string) => void = () => undefined,
): Promise<void> {
  let states = new Map<string, ProcessState>();
  let told = '';
  const restartsBefore = new Map((await supervisor.list()).map(({ name, restarts }) => [name, restarts]));
  const standing = (progress: Progress) =>
    specs.filter((spec) => progressOf(spec, states.get(spec.name), restartsBefore.get(spec.name)) === progress);
  const settled = async () => {
    states = new Map((await supervisor.list()).map((state) => [state.name, state]));
    const pending = standing('pending').map(({ name }) => name);
    const line = `${standing('healthy').length} of ${specs.length} healthy${pending.length > 0 ? `; waiting for ${pending.join(', ')}` : ''}`;
    if (line !== told) onProgress((told = line));
    return pending.length === 0 || standing('failed').length > 0;
  };
  const inTime = await waitUntil(settled, timeoutMs, 200);
  const culprit =
    standing('failed')[0] ?? standing('pending').find((spec) => areDependenciesHealthy(spec, specs, states));
  if (culprit) throw new CommandFailure(describeFailure(culprit, states.get(culprit.name), paths, inTime, timeoutMs));
}

function areDependenciesHealthy(
  spec: ProcessSpec,
  specs: readonly ProcessSpec[],
  states: ReadonlyMap<string, ProcessState>,
): boolean {
  return specs
    .filter(({ name }) => name in (spec.dependsOn ?? {}))
    .every((dependency) => progressOf(dependency, states.get(dependency.name)) === 'healthy');
}

function describeFailure(
  spec: ProcessSpec,
  state: ProcessState | undefined,
  paths: Paths,
  died: boolean,
  timeoutMs: number,
): string {
  const ports = Object.values(spec.ports ?? {});
  const where = ports.length > 0 ? ` (port ${ports.join(', ')})` : '';
  const what = died
    ? `failed: ${state?.status ?? 'unknown'}, exit code ${state?.exitCode ?? 0}, restarted ${state?.restarts ?? 0} times`
    : `is not healthy after ${Math.round(timeoutMs / 1000)} s (${state?.status ?? 'unknown'})`;
  const log = path.join(paths.log, `${spec.name}.log`);
  // The supervisor adds blank lines at each restart.
  const lines = fs.existsSync(log) ? lastLines(log, 15).filter((line) => line.trim() !== '') : [];
  return [
    `${spec.name}${where} ${what}.`,
    `Its log: ${log}${lines.length > 0 ? ', which ends with' : ' (empty)'}`,
    ...lines.map((line) => `    ${line.slice(0, 300)}`),
  ].join('\n');
}

import { UP_ALONE } from '../engine/compose';
import { requireRunning, requireService, type Project } from './project';
import { startServices } from './start';

/** Of the profile of the same name. */
export const TRAFFIC = 'traffic';

const TIMEOUT_MS = 60_000;

/** Starts traffic, or applies another rate to the traffic that runs, and waits until it is under way. Throws CommandFailure. */
export async function startTraffic(project: Project, rate: number): Promise<void> {
  const service = requireService(project.model, TRAFFIC);
  await requireRunning(project);
  await startServices(project, {
    services: [service],
    // The rate is part of its environment, so that Compose makes a new container for another one.
    words: ['--profile', '*', ...UP_ALONE, TRAFFIC],
    env: { TRAFFIC_RATE: String(rate) },
    timeoutMs: TIMEOUT_MS,
  });
}

/** @returns false when none was running. Throws CommandFailure. */
export async function stopTraffic(project: Project): Promise<boolean> {
  requireService(project.model, TRAFFIC);
  const containers = await requireRunning(project);
  const running = containers.some(({ service, pid }) => service === TRAFFIC && pid !== undefined);
  await project.compose.ask(['--profile', '*', 'stop', TRAFFIC], 'Traffic cannot be stopped');
  return running;
}

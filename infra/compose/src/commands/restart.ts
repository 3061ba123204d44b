import { UP_ALONE } from '../engine/compose';
import { requireRunning, requireService, type Project } from './project';
import { startServices } from './start';

/**
 * Stops and starts one service, and what the compose file restarts with it, and waits until it is healthy; started when it was stopped.
 * Throws CommandFailure.
 */
export async function restartService(project: Project, name: string, timeoutMs: number): Promise<void> {
  const service = requireService(project.model, name);
  const containers = await requireRunning(project);
  const exists = containers.some((each) => each.service === name);
  const words = exists ? ['restart', name] : [...UP_ALONE, name];
  await startServices(project, { services: [service], words: ['--profile', '*', ...words], timeoutMs });
}

/** Stops one service, which stays stopped until it is started again. Throws CommandFailure. */
export async function stopService(project: Project, name: string): Promise<void> {
  requireService(project.model, name);
  await requireRunning(project);
  await project.compose.ask(['--profile', '*', 'stop', name], `${name} cannot be stopped`);
}

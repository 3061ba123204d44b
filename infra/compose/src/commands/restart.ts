import { CommandFailure } from '@firewatch/native';
import { lastWords } from '../engine/docker';
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
  const words = exists ? ['restart', name] : ['up', '--detach', '--no-build', '--no-deps', name];
  await startServices(project, { services: [service], words: ['--profile', '*', ...words], timeoutMs });
}

/** Stops one service, which stays stopped until it is started again. Throws CommandFailure. */
export async function stopService(project: Project, name: string): Promise<void> {
  requireService(project.model, name);
  await requireRunning(project);
  const { code, stderr } = await project.compose.run(['--profile', '*', 'stop', name]);
  if (code !== 0) throw new CommandFailure(`${name} cannot be stopped:\n${lastWords(stderr)}`);
}

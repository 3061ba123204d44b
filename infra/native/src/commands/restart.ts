import { Supervisor } from '../supervisor/client';
import { requireService, type Platform } from './platform';
import { waitHealthy } from './wait-healthy';

/** Stops and starts one service and waits until it is healthy; started when it was stopped. Throws CommandFailure or SupervisorError. */
export async function restartService(platform: Platform, name: string, timeoutMs: number): Promise<void> {
  const { plan, paths } = platform;
  requireService(plan, name);
  const supervisor = new Supervisor(paths);
  await supervisor.restart(name);
  await waitHealthy(
    plan.processes.filter((process) => process.name === name),
    supervisor,
    paths,
    timeoutMs,
  );
}

/** Stops one service, which stays stopped until it is started again. Throws CommandFailure or SupervisorError. */
export async function stopService({ plan, paths }: Platform, name: string): Promise<void> {
  requireService(plan, name);
  await new Supervisor(paths).stop(name);
}

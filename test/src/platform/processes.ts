import { Supervisor } from '@firewatch/native';
import { paths } from './settings';

export const supervisor = new Supervisor(paths);

/** Names of the processes that run now; jobs, which have ended, are not among them. */
export async function runningProcesses(): Promise<string[]> {
  return (await supervisor.list()).filter(({ running }) => running).map(({ name }) => name);
}

/** Waits until every process that runs answers its probe. @throws Error that names the first that does not */
export async function waitUntilAllReady(timeoutMs = 120_000): Promise<void> {
  for (const name of await runningProcesses()) await supervisor.waitUntilReady(name, timeoutMs);
}

import type { ProcessControl } from '@firewatch/native';

/** For a process that is started again to be ready. */
export const READY_TIMEOUT_MS = 120_000;

/** Starts a process unless it runs, and waits until it is ready. Throws when it does not get ready. */
export async function startAndWait(processes: ProcessControl, name: string): Promise<void> {
  await processes.start(name);
  await processes.waitUntilReady(name, READY_TIMEOUT_MS);
}

/** Stops and starts a process, and waits until it is ready. Throws when it does not get ready. */
export async function restartAndWait(processes: ProcessControl, name: string): Promise<void> {
  await processes.restart(name);
  await processes.waitUntilReady(name, READY_TIMEOUT_MS);
}

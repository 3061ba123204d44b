import { readRunningClock } from '@firewatch/native';
import { FaultSwitches } from './fault-switches';
import { runningProcesses, supervisor, waitUntilAllReady } from './processes';
import { paths } from './settings';

/** What runs now, to be held against what runs after a drill. */
export const processesBefore = runningProcesses;

/** Whether the platform is as it was before a drill: each process runs, no fault is switched on, the clock is at rest. */
export async function expectAsBefore(before: readonly string[]): Promise<void> {
  expect(await runningProcesses()).toEqual(before);
  await waitUntilAllReady();
  for (const service of ['taskService', 'consumer'] as const) {
    const active = (await new FaultSwitches(service).list()).filter((state) => state.active);
    expect(active).toEqual([]);
  }
  expect(readRunningClock(paths)?.speed ?? null).toBeNull();
  expect((await supervisor.state('prometheus')).ready).toBe(true);
}

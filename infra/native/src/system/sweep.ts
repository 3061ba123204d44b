import { platformProcesses, type RunningProcess } from './processes';
import { waitUntil } from './wait-until';

/**
 * Ends every process that carries the marker of this state folder: SIGTERM, and SIGKILL for what is still there after `graceMs`.
 * @returns the processes that were found. Throws when one survives SIGKILL.
 */
export async function sweep(state: string, graceMs = 5_000): Promise<RunningProcess[]> {
  const found = platformProcesses(state);
  if (found.length === 0) return found;
  const gone = () => platformProcesses(state).length === 0;
  signalAll(found, 'SIGTERM');
  if (await waitUntil(gone, graceMs)) return found;
  signalAll(platformProcesses(state), 'SIGKILL');
  if (await waitUntil(gone, 5_000)) return found;
  const left = platformProcesses(state).map(({ pid, command }) => `${pid} (${command})`);
  throw new Error(`These processes could not be ended: ${left.join(', ')}`);
}

function signalAll(processes: readonly RunningProcess[], signal: NodeJS.Signals): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import type { Fault, FaultContext } from './fault';

const READY_TIMEOUT_MS = 120_000;

/** SIGKILL, and no restart by the supervisor until the fault is withdrawn. */
export function processKilled(
  { process: name }: Extract<FaultSpec, { name: 'process-killed' }>,
  { supervisor }: FaultContext,
): Fault {
  let pid: number | undefined;
  return {
    title: `${name} is killed`,
    async inject() {
      pid = await supervisor.kill(name);
      // A stopped process stays stopped; one that was only killed would be started again within seconds.
      await supervisor.stop(name);
    },
    async missing() {
      const state = await supervisor.state(name);
      if (state.running) return `${name} runs, with pid ${state.pid ?? 'unknown'}`;
      return pid !== undefined && isAlive(pid) ? `${name} still lives, with pid ${pid}` : undefined;
    },
    async withdraw() {
      await supervisor.start(name);
      await supervisor.waitUntilReady(name, READY_TIMEOUT_MS);
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { startAndWait } from './bring-back';
import type { Fault, FaultContext } from './fault';

/** SIGKILL, and nobody starts it again until the fault is withdrawn. */
export function processKilled(
  { process: name }: Extract<FaultSpec, { name: 'process-killed' }>,
  { processes }: FaultContext,
): Fault {
  return {
    title: `${name} is killed`,
    inject: () => processes.takeDown(name),
    async missing() {
      const { running, pid } = await processes.state(name);
      return running ? `${name} runs, with pid ${pid ?? 'unknown'}` : undefined;
    },
    withdraw: () => startAndWait(processes, name),
  };
}

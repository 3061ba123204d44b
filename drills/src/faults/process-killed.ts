import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { startAndWait } from './bring-back';
import type { Fault, FaultContext } from './fault';

/** SIGKILL, and nobody starts them again until the fault is withdrawn. */
export function processKilled(
  { process }: Extract<FaultSpec, { name: 'process-killed' }>,
  { processes }: FaultContext,
): Fault {
  const names = [process].flat();
  return {
    title: `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} killed`,
    async inject() {
      await Promise.all(names.map((name) => processes.takeDown(name)));
    },
    async missing() {
      const states = await Promise.all(names.map((name) => processes.state(name)));
      const alive = states
        .filter(({ running }) => running)
        .map(({ name, pid }) => `${name} runs, with pid ${pid ?? 'unknown'}`);
      return alive.length === 0 ? undefined : alive.join('; ');
    },
    async withdraw() {
      await Promise.all(names.map((name) => startAndWait(processes, name)));
    },
  };
}

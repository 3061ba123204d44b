import { endpoints } from '@firewatch/native';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { get } from '../http/get-json';
import { startAndWait } from './bring-back';
import type { Fault, FaultContext } from './fault';

/** Longer than any answer takes; one that hangs gives none. */
const ANSWER_MS = 2_000;

/** SIGSTOP: a service of ours is there, and answers nobody. */
export function processSuspended(
  { process: name }: Extract<FaultSpec, { name: 'process-suspended' }>,
  { settings, processes }: FaultContext,
): Fault {
  const url = { consumer: endpoints(settings).consumer, 'task-service': endpoints(settings).taskService }[name];
  return {
    title: `${name} hangs`,
    inject: () => processes.suspend(name),
    async missing() {
      const { running } = await processes.state(name);
      if (!running) return `${name} does not run`;
      const answers = await get(`${url}/healthz`, { timeoutMs: ANSWER_MS }).then(
        () => true,
        () => false,
      );
      return answers ? `${name} answers` : undefined;
    },
    async withdraw() {
      await processes.resume(name);
      await startAndWait(processes, name);
    },
  };
}

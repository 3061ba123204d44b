import { endpoints } from '@firewatch/native';
import { restartAndWait, startAndWait } from './bring-back';
import type { Fault, FaultContext } from './fault';
import { sampleSum } from './sample-sum';

const REGISTRY = 'registry';

/**
 * The schema registry is killed, and the task service started anew: one that has asked for its schemas needs the registry no more. Shows
 * once an event is to be published.
 */
export function registryLost({ settings, processes }: FaultContext): Fault {
  return {
    title: 'the schema registry is killed, and the task service has to ask it',
    async inject() {
      await processes.takeDown(REGISTRY);
      await restartAndWait(processes, 'task-service');
    },
    async missing() {
      if ((await processes.state(REGISTRY)).running) return `${REGISTRY} runs`;
      const failures = await sampleSum(endpoints(settings).taskService, 'outbox_publish_failures_total', {
        reason: 'registry',
      });
      return failures > 0 ? undefined : 'no event has waited for the registry yet';
    },
    withdraw: () => startAndWait(processes, REGISTRY),
  };
}

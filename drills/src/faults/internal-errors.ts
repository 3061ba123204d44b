import { endpoints } from '@firewatch/native';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { get } from '../http/get-json';
import type { Fault, FaultContext } from './fault';
import { FaultSwitch } from './fault-switch';

/** A share of what other services ask the task service fails, and nothing that users ask. */
export function internalErrors(
  { ratio }: Extract<FaultSpec, { name: 'internal-errors' }>,
  { settings }: FaultContext,
): Fault {
  const { taskService } = endpoints(settings);
  const switches = new FaultSwitch(taskService, 'internal-errors', settings.secrets.adminToken);
  return {
    title: `${Math.round(ratio * 100)} % of what other services ask the task service fails`,
    inject: () => switches.on({ ratio }),
    async missing() {
      // As its sidecar asks, but past it: what the sidecars make of the failures is the alert's business.
      const headers = { 'dapr-api-token': settings.secrets.taskServiceAppApiToken };
      const probes = Array.from({ length: Math.ceil(2 / ratio) }, () =>
        get(`${taskService}/internal/users?id=nobody`, { headers }),
      );
      const failed = (await Promise.all(probes)).filter(({ status }) => status >= 500).length;
      return failed > 0 ? undefined : `none of ${probes.length} calls failed`;
    },
    withdraw: () => switches.off(),
  };
}

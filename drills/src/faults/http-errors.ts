import { endpoints } from '@firewatch/native';
import { get } from '../http/get-json';
import type { Fault, FaultContext } from './fault';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { FaultSwitch } from './fault-switch';

/** Enough that a share of 5 % shows among them. */
const PROBES = 40;

/** A share of the API's requests fails. */
export function httpErrors({ ratio }: Extract<FaultSpec, { name: 'http-errors' }>, { settings }: FaultContext): Fault {
  const { taskService } = endpoints(settings);
  const switches = new FaultSwitch(taskService, 'http-errors', settings.secrets.adminToken);
  return {
    title: `${Math.round(ratio * 100)} % of the API's requests fail`,
    inject: () => switches.on({ ratio }),
    async missing() {
      // Without a token: 401 as long as nothing is broken.
      const answers = await Promise.all(Array.from({ length: PROBES }, () => get(`${taskService}/me`)));
      const failed = answers.filter(({ status }) => status >= 500).length;
      return failed > 0 ? undefined : `none of ${PROBES} requests to the API failed`;
    },
    withdraw: () => switches.off(),
  };
}

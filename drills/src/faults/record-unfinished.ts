import { endpoints } from '@firewatch/native';
import { z } from 'zod';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import type { Fault, FaultContext } from './fault';
import { FaultSwitch } from './fault-switch';

const readiness = z.object({ degraded: z.array(z.string()) });

const TIMEOUT_MS = 10_000;

/** One record of a consumer group cannot be finished, and holds up its partition. Shows under load only. */
export function recordUnfinished(
  { group }: Extract<FaultSpec, { name: 'record-unfinished' }>,
  { settings }: FaultContext,
): Fault {
  const { consumer } = endpoints(settings);
  const switches = new FaultSwitch(consumer, 'record-unfinished', settings.secrets.adminToken);
  return {
    title: `a record of the group ${group} is never finished`,
    inject: () => switches.on({ group }),
    async missing() {
      // 503 is an answer, too: the consumer is not ready once a record has waited for a minute.
      const response = await fetch(`${consumer}/readyz`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      const { degraded } = readiness.parse(await response.json());
      return degraded.includes(group) ? undefined : `no partition of ${group} waits at a record`;
    },
    withdraw: () => switches.off(),
  };
}

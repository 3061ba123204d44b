import { endpoints } from '@firewatch/native';
import { get } from '../http/get-json';
import type { Fault, FaultContext } from './fault';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { FaultSwitch } from './fault-switch';

/** A consumer group does nothing, though its member lives. Shows under load only. */
export function consumerPaused(
  { group }: Extract<FaultSpec, { name: 'consumer-paused' }>,
  { settings }: FaultContext,
): Fault {
  const { consumer } = endpoints(settings);
  const switches = new FaultSwitch(consumer, 'consumer-paused', settings.secrets.adminToken);
  const done = () => recordsDone(consumer, group);
  let before: number | undefined;
  return {
    title: `the group ${group} does no records`,
    async inject() {
      await switches.on({ group });
      before = undefined;
    },
    async missing() {
      const [last, now] = [before, await done()];
      before = now;
      // Records in hand at the switch are still done: two looks in a row have to be alike.
      if (last === undefined) return `the group ${group} is being watched`;
      return now === last ? undefined : `the group ${group} did ${now - last} records meanwhile`;
    },
    withdraw: () => switches.off(),
  };
}

/** How many records the group has done since its process began, by the process's own count. */
async function recordsDone(consumer: string, group: string): Promise<number> {
  const { body } = await get(`${consumer}/metrics`);
  return [...body.matchAll(/^messaging_process_duration_seconds_count\{([^}]*)\} (\S+)/gm)]
    .filter(([, labels = '']) => labels.includes(`messaging_consumer_group_name="${group}"`))
    .reduce((sum, [, , value]) => sum + Number(value), 0);
}

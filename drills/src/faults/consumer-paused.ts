import { endpoints } from '@firewatch/native';
import type { Fault, FaultContext } from './fault';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { FaultSwitch } from './fault-switch';
import { sampleSum } from './sample-sum';
import { WatchedCount } from './watched-count';

/** A consumer group does nothing, though its member lives. Shows under load only. */
export function consumerPaused(
  { group }: Extract<FaultSpec, { name: 'consumer-paused' }>,
  { settings }: FaultContext,
): Fault {
  const { consumer } = endpoints(settings);
  const switches = new FaultSwitch(consumer, 'consumer-paused', settings.secrets.adminToken);
  const done = new WatchedCount(() =>
    sampleSum(consumer, 'messaging_process_duration_seconds_count', { messaging_consumer_group_name: group }),
  );
  return {
    title: `the group ${group} does no records`,
    async inject() {
      await switches.on({ group });
      done.forget();
    },
    async missing() {
      const records = await done.growth();
      // Records in hand at the switch are still done: two looks in a row have to be alike.
      if (records === undefined) return `the group ${group} is being watched`;
      return records === 0 ? undefined : `the group ${group} did ${records} records meanwhile`;
    },
    withdraw: () => switches.off(),
  };
}

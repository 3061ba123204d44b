import { endpoints } from '@firewatch/native';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import type { Fault, FaultContext } from './fault';
import { FaultSwitch } from './fault-switch';
import { sampleSum } from './sample-sum';
import { WatchedCount } from './watched-count';

/** The consumer sends a share of the notifications that its sidecar brings back to be brought again. Shows under load only. */
export function deliveriesFailing(
  { ratio }: Extract<FaultSpec, { name: 'deliveries-failing' }>,
  { settings }: FaultContext,
): Fault {
  const { consumer } = endpoints(settings);
  const switches = new FaultSwitch(consumer, 'deliveries-failing', settings.secrets.adminToken);
  const retried = new WatchedCount(() => sampleSum(consumer, 'notification_deliveries_total', { outcome: 'retried' }));
  return {
    title: `${Math.round(ratio * 100)} % of the deliveries of notifications fail`,
    async inject() {
      await switches.on({ ratio });
      retried.forget();
    },
    async missing() {
      const failed = await retried.growth();
      if (failed === undefined) return 'deliveries are being watched';
      return failed > 0 ? undefined : 'no delivery failed meanwhile';
    },
    withdraw: () => switches.off(),
  };
}

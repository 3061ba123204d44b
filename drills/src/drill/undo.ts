import type { Platform } from '../platform/platform';
import type { TrafficStatus } from '../traffic/control';
import { DEFAULT_USERS } from '../traffic/request-file';

export type Before = Pick<TrafficStatus, 'running' | 'rate' | 'users'>;

type Restored = Pick<Platform, 'settings' | 'traffic' | 'setClock'>;

/** Traffic is as it was before the drill. Does no harm where it is. */
export async function restoreTraffic({ settings, traffic }: Omit<Restored, 'setClock'>, before: Before): Promise<void> {
  const { running, rate = settings.trafficRate, users = DEFAULT_USERS } = before;
  if (running) await traffic.start({ rate, users });
  else await traffic.stop();
}

/** What a drill has changed besides its fault: traffic and clock are set back to how they were. Does no harm where they are. */
export async function restore(tools: Restored, before: Before): Promise<void> {
  await restoreTraffic(tools, before);
  // Without a speed, which the tools of a drill have: at rest.
  await tools.setClock({});
}

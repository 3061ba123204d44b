import { setClock } from '@firewatch/native';
import { startTraffic, stopTraffic, type TrafficStatus } from '../traffic/control';
import { DEFAULT_USERS } from '../traffic/request-file';
import type { DrillTools } from './drill-tools';

export type Before = Pick<TrafficStatus, 'running' | 'rate' | 'users'>;

type Restored = Pick<DrillTools, 'settings' | 'paths' | 'supervisor'>;

/** Traffic is as it was before the drill. Does no harm where it is. */
export async function restoreTraffic({ settings, paths, supervisor }: Restored, before: Before): Promise<void> {
  const control = { supervisor, folder: paths.run };
  const { running, rate = settings.trafficRate, users = DEFAULT_USERS } = before;
  if (running) await startTraffic(control, { rate, users });
  else await stopTraffic(control);
}

/** What a drill has changed besides its fault: traffic and clock are set back to how they were. Does no harm where they are. */
export async function restore(tools: Restored, before: Before): Promise<void> {
  const { settings, paths } = tools;
  await restoreTraffic(tools, before);
  // Without a speed, which the tools of a drill have: at rest.
  await setClock({ settings, paths });
}

import { setClock } from '@firewatch/native';
import { startTraffic, stopTraffic, type TrafficStatus } from '../traffic/control';
import { DEFAULT_USERS } from '../traffic/request-file';
import type { DrillTools } from './drill-tools';

export type Before = Pick<TrafficStatus, 'running' | 'rate' | 'users'>;

/** What a drill has changed besides its fault: traffic and clock are set back to how they were. Does no harm where they are. */
export async function restore(
  { settings, paths, supervisor }: Pick<DrillTools, 'settings' | 'paths' | 'supervisor'>,
  before: Before,
): Promise<void> {
  const control = { supervisor, folder: paths.run };
  const { running, rate = settings.trafficRate, users = DEFAULT_USERS } = before;
  if (running) await startTraffic(control, { rate, users });
  else await stopTraffic(control);
  await setClock({ settings, paths });
}

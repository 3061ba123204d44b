import type { YAMLMap } from 'yaml';
import { scaleDuration } from './duration';
import { editYaml, mapAt, mapsAt, replaceTexts } from './edit-yaml';

export const WAITS = ['group_wait', 'group_interval', 'repeat_interval'];

/** A drill is not to depend on the time of day. */
const TIMES_OF_DAY = ['mute_time_intervals', 'active_time_intervals'];

/**
 * Alertmanager's configuration with the waits of all routes and the time after which an alert counts as resolved divided by `speed`; mutes
 * by time of day are taken out. At 1 the text as it is. Throws ClockError.
 */
export function clockAlertmanager(file: string, text: string, speed: number): string {
  if (speed === 1) return text;
  const scale = (duration: string) => scaleDuration(duration, speed);
  const clockRoute = (route: YAMLMap): void => {
    replaceTexts(route, WAITS, scale);
    for (const key of TIMES_OF_DAY) route.delete(key);
    mapsAt(route, 'routes').forEach(clockRoute);
  };
  return editYaml({ file, text, part: 'route' }, (root) => {
    const global = mapAt(root, 'global');
    if (global) replaceTexts(global, ['resolve_timeout'], scale);
    const route = mapAt(root, 'route');
    if (route) clockRoute(route);
  });
}

import type { AlertFolder } from '../components/alert-files';
import { readDeclarations } from './declarations';
import { PRODUCTION_SPEED } from './speed';

/**
 * How many times faster than in production the rule of an alert goes by a clock of that speed: the rules that clock.yml exempts keep
 * production's time. Throws ClockError for a clock.yml that is not in its form.
 */
export function alertSpeed(folder: AlertFolder, alert: string, speed: number): number {
  return readDeclarations(folder).declarations[alert]?.speed === undefined ? speed : PRODUCTION_SPEED;
}

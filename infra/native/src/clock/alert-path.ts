import { components } from '../components';
import type { Context } from '../platform/component';
import { makePlan, type Plan } from '../platform/plan';

/** The processes whose time the clock is. */
export const CLOCKED = ['prometheus', 'alertmanager'] as const;

/** The plan of these two alone. */
export function planAlertPath(context: Context): Plan {
  const clocked = components.filter(({ name }) => CLOCKED.some((wanted) => wanted === name));
  return makePlan(clocked, context);
}

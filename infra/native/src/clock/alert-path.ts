import { components } from '../components';
import type { Context } from '../platform/component';
import { makePlan, type Plan } from '../platform/plan';

/** The processes whose time the clock is. */
export const CLOCKED = ['prometheus', 'alertmanager'] as const;

/** The plan of these two alone, in this order: a speed by which Prometheus' intervals cannot be divided is the first to be told. */
export function planAlertPath(context: Context): Plan {
  return makePlan(
    CLOCKED.flatMap((clocked) => components.filter(({ name }) => name === clocked)),
    context,
  );
}

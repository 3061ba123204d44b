import { components } from '../components';
import type { Context } from '../platform/component';
import type { Plan } from '../platform/plan';

/** The processes whose time the clock is. */
export const CLOCKED = ['prometheus', 'alertmanager'] as const;
export type Clocked = (typeof CLOCKED)[number];

/** The two running processes, natively or in containers, as far as a change of the clock needs them. */
export interface AlertPath {
  /** Throws when the platform does not run. */
  requireRunning(): Promise<void>;
  /** Stops both, and waits for their end. */
  stop(): Promise<void>;
  /** Removes what Alertmanager has written down of the messages that it sent, while it is stopped. Silences stay. */
  forgetNotifications(): Promise<void>;
  /** Starts one that is stopped, by the files that `context` renders. */
  start(name: Clocked, context: Context): Promise<void>;
  /** Throws when it is not ready within `timeoutMs`. */
  waitUntilReady(name: Clocked, timeoutMs: number): Promise<void>;
}

/** The components of these two, in this order: a speed that does not divide Prometheus' intervals is the first to be reported. */
export const ALERT_PATH: Pick<Plan, 'components'> = {
  components: CLOCKED.flatMap((clocked) => components.filter(({ name }) => name === clocked)),
};

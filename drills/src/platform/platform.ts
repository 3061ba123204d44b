import type { ClockOptions, Paths, ProcessControl, Settings } from '@firewatch/native';
import type { TrafficControl } from '../traffic/control';

/** The clock of the alert path, as it is to be. Absent speed: back to rest. */
export type Clock = Pick<ClockOptions, 'speed' | 'alerts' | 'signal' | 'onProgress'>;

/** The running platform, natively or in containers, as far as drills break, mend and watch it. */
export interface Platform {
  readonly runtime: 'native' | 'compose';
  readonly settings: Settings;
  readonly paths: Paths;
  readonly processes: ProcessControl;
  readonly traffic: TrafficControl;
  /** Loads rules, routes and templates at a speed, and waits until they are worked by. Throws ClockError with the part at fault. */
  readonly setClock: (clock: Clock) => Promise<void>;
  /** Which of its processes are not well, each with what is said of it, e.g. `redis (Completed)`. */
  readonly findSick: () => Promise<readonly string[]>;
  /** Program and arguments that run the guard of a drill on this platform. */
  readonly guardCommand: readonly [string, ...string[]];
}

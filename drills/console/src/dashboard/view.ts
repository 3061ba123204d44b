import type { TimeRange } from '../time-range/time-range';
import type { Values } from './interpolate';

/** What all panels of a dashboard are drawn with. */
export interface View {
  readonly uid: string;
  readonly range: TimeRange;
  readonly values: Values;
  /** Seconds. */
  readonly scrapeInterval: number;
  /** Undefined while nothing is read anew by itself. */
  readonly refreshMs: number | undefined;
}

import type { TimeRange } from '../time-range/time-range';
import type { Values } from './interpolate';

/** What all panels of a dashboard are drawn with. */
export interface View {
  readonly uid: string;
  readonly range: TimeRange;
  readonly values: Values;
  /** Undefined while nothing is read anew by itself. */
  readonly refreshMs: number | undefined;
}

/**
 * Seconds; production's, as Grafana's data source has it. The drill clock scrapes more often, but what was scraped before it was set is as
 * far apart as ever, and windows for the faster clock would have holes there.
 */
export const SCRAPE_INTERVAL = 15;

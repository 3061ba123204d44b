import { quantile } from 'simple-statistics';
import type { Measured } from './benchmark';

/** p50 and p99 of durations, in their unit. */
export function percentiles(durations: readonly number[]): Measured {
  return { p50: quantile([...durations], 0.5), p99: quantile([...durations], 0.99) };
}

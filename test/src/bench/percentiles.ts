import { quantile } from 'simple-statistics';
import type { Measured } from './benchmark';

/** p50, p90 and p99 of durations, in their unit. */
export function percentiles(durations: readonly number[]): Measured {
  const at = (q: number) => quantile([...durations], q);
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

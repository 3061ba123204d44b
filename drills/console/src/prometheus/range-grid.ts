import type { Grid } from '../chart/align';

/** Steps in seconds that make readable times. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400];

/**
 * The grid of times for a range: both ends are whole steps, so that a graph that is drawn anew does not tremble.
 * @param from seconds @param to seconds @param points at most that many
 */
export function gridOf(from: number, to: number, points: number): Grid {
  const least = (to - from) / points;
  const step = STEPS.find((one) => one >= least) ?? Math.ceil(least / 86_400) * 86_400;
  const first = Math.floor(from / step) * step;
  return { from: first, to: Math.max(Math.floor(to / step) * step, first + step), step };
}

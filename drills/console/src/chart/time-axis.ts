const MINUTE = 60;
const DAY = 86_400;

/** Labels of a time axis in UTC. @param splits Unix seconds @param step seconds between two of them */
export function labelTimes(splits: readonly number[], step: number): string[] {
  return splits.map((at) => {
    const iso = new Date(at * 1000).toISOString();
    if (step >= DAY) return iso.slice(5, 10);
    if (at % DAY === 0) return iso.slice(5, 10);
    return step < MINUTE ? iso.slice(11, 19) : iso.slice(11, 16);
  });
}

import type { ClockAnswer } from '../../../src/console/api';
import { useData } from '../api/use-data';

const REFRESH_MS = 10_000;

/** Says that durations of the alert path are not production's, while that is so. */
export function ClockNotice() {
  const { data } = useData<ClockAnswer>('/api/clock', { refreshMs: REFRESH_MS });
  if (!data || data.speed === null) return null;
  return (
    <p className="clock-notice" role="status">
      Drill clock: ×{data.speed}
    </p>
  );
}

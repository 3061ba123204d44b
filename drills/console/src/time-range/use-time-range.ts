import { useSearchParams } from 'react-router';
import { readRange, type TimeRange } from './time-range';

/** The time range in the page's address, and how to change it. @param fallback without one there */
export function useTimeRange(fallback: TimeRange): readonly [TimeRange, (range: TimeRange) => void] {
  const [search, setSearch] = useSearchParams();
  const range = readRange(search, fallback, loadedAt);
  const pick = ({ from, to }: TimeRange): void => {
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.set('from', from);
        next.set('to', to);
        return next;
      },
      { replace: true },
    );
  };
  return [range, pick];
}

/** Near enough to tell a range from none. */
const loadedAt = Date.now();

import { formatUtc } from '../format/time';
import { RANGES, resolveTime, type TimeRange } from './time-range';

interface RangePickerProps {
  readonly range: TimeRange;
  readonly onPick: (range: TimeRange) => void;
}

/** Ranges that end now; one that an address fixes can be kept. */
export function RangePicker({ range: { from, to }, onPick }: RangePickerProps) {
  const isListed = to === 'now' && RANGES.some(([start]) => start === from);
  return (
    <label>
      <span className="said">Time range</span>
      <select value={isListed ? from : 'fixed'} onChange={({ target }) => onPick({ from: target.value, to: 'now' })}>
        {!isListed && (
          <option value="fixed" disabled>
            {nameOf(from)} to {nameOf(to)}
          </option>
        )}
        {RANGES.map(([start, name]) => (
          <option key={start} value={start}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

const nameOf = (time: string): string => (/^\d+$/.test(time) ? formatUtc(resolveTime(time, 0) ?? 0) : time);

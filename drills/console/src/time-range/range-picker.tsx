import { formatUtc } from '../format/time';
import { RANGES, resolveTime, type TimeRange } from './time-range';

interface RangePickerProps {
  /** Undefined: any time, which can be kept and not picked again. */
  readonly range: TimeRange | undefined;
  readonly onPick: (range: TimeRange) => void;
}

/** Ranges that end now; one that an address fixes can be kept. */
export function RangePicker({ range, onPick }: RangePickerProps) {
  const listed = range?.to === 'now' ? RANGES.find(([start]) => start === range.from)?.[0] : undefined;
  return (
    <label>
      <span className="said">Time range</span>
      <select value={listed ?? 'fixed'} onChange={({ target }) => onPick({ from: target.value, to: 'now' })}>
        {listed === undefined && (
          <option value="fixed" disabled>
            {range ? `${nameOf(range.from)} to ${nameOf(range.to)}` : 'Any time'}
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

import { formatClock } from '../format/time';
import { formatValue } from '../format/unit';
import './legend.css';

interface LegendProps {
  readonly lines: readonly {
    readonly name: string;
    readonly color: string;
    readonly values: readonly (number | null)[];
  }[];
  /** Unix seconds. */
  readonly times: readonly number[];
  /** Which of the times the values are of; the last ones there are without it. */
  readonly point: number | null;
  readonly unit: string;
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (name: string) => void;
}

/** Names and values of the series; it says which time they are of. */
export function Legend({ lines, times, point, unit, hidden, onToggle }: LegendProps) {
  const at = point === null ? undefined : times[point];
  return (
    <figcaption className="legend">
      <span className="legend-time">{at === undefined ? 'latest' : formatClock(at * 1000)}</span>
      <ul>
        {lines.map(({ name, color, values }) => {
          const value = point === null ? values.findLast((one) => one !== null) : values[point];
          return (
            <li key={name}>
              <button type="button" title={name} aria-pressed={!hidden.has(name)} onClick={() => onToggle(name)}>
                <span className="legend-color" style={{ background: color }} />
                <span className="legend-name">{name}</span>
                <b>{value === null || value === undefined ? '–' : formatValue(value, unit)}</b>
              </button>
            </li>
          );
        })}
      </ul>
    </figcaption>
  );
}

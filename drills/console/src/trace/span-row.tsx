import { useEffect, useRef } from 'react';
import { formatSeconds } from '../format/duration';
import { Chip } from '../ui/chip';
import type { Row } from './lay-out';
import { SpanDetails } from './span-details';

interface SpanRowProps {
  readonly row: Row;
  /** Microseconds since 1970. */
  readonly traceStart: number;
  readonly color: string;
  readonly isClosed: boolean;
  readonly isMarked: boolean;
  readonly onToggle: () => void;
  readonly onMark: () => void;
}

/** A bar of the least width is still seen. */
const LEAST_PERCENT = 0.3;

/** A span: its place in the tree, its bar in time, and, marked, all that it says. */
export function SpanRow({ row, traceStart, color, isClosed, isMarked, onToggle, onMark }: SpanRowProps) {
  const element = useRef<HTMLLIElement>(null);
  const { span, depth, descendants, left, width } = row;
  const { id, service, name, kind, duration, failed } = span;
  useEffect(() => {
    if (isMarked) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);
  return (
    <li ref={element} className={isMarked ? 'span-row span-marked' : 'span-row'} data-span={id}>
      <div className="span-line">
        <div className="span-name" style={{ paddingLeft: `${depth * 0.75}rem` }}>
          {descendants > 0 ? (
            <button
              type="button"
              className="span-toggle"
              aria-expanded={!isClosed}
              aria-label={`${descendants} spans below ${name}`}
              onClick={onToggle}
            >
              {isClosed ? '+' : '−'}
            </button>
          ) : (
            <span className="span-toggle" />
          )}
          <button type="button" className="span-open" aria-expanded={isMarked} onClick={onMark}>
            <span className="legend-color" style={{ background: color }} />
            <span className="soft">{service}</span> {name}
            {kind !== 'internal' && <span className="soft"> {kind}</span>}
          </button>
          {failed && <Chip tone="critical">failed</Chip>}
        </div>
        <div className="span-time">
          <div
            className="span-bar"
            style={{ left: `${left * 100}%`, width: `${Math.max(width * 100, LEAST_PERCENT)}%`, background: color }}
          />
          <span className="span-duration" style={{ left: `${(left + width) * 100}%` }}>
            {formatSeconds(duration / 1e6)}
          </span>
        </div>
      </div>
      {isMarked && <SpanDetails span={span} traceStart={traceStart} />}
    </li>
  );
}

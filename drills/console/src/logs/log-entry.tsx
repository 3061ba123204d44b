import { Link } from 'react-router';
import type { LogLine } from '../../../src/console/api';
import { formatClock, formatUtc } from '../format/time';
import { Chip, type Tone } from '../ui/chip';

interface LogEntryProps {
  readonly line: LogLine;
  /** As `2026-11-24`: lines of other days say theirs. */
  readonly today: string;
  readonly withTrace: boolean;
  readonly isMarked: boolean;
  readonly onSpan: ((spanId: string) => void) | undefined;
}

/** A line, which opens to the rest of its fields. */
export function LogEntry({ line, today, withTrace, isMarked, onSpan }: LogEntryProps) {
  const { at, level, service, message, logger, traceId, spanId, fields } = line;
  const [firstLine = '', ...more] = message.split('\n');
  const rest: readonly (readonly [string, string])[] = [
    ['at', formatUtc(Date.parse(at))],
    ...(logger === undefined ? [] : [['logger', logger] as const]),
    ...(spanId === undefined ? [] : [['span', spanId] as const]),
    ...Object.entries(fields),
  ];
  return (
    <li className={isMarked ? 'log-entry log-marked' : 'log-entry'}>
      <details onToggle={spanId !== undefined && onSpan ? () => onSpan(spanId) : undefined}>
        <summary>
          <time dateTime={at} title={formatUtc(Date.parse(at))}>
            {!at.startsWith(today) && `${at.slice(0, 10)} `}
            {formatClock(Date.parse(at), true)}
          </time>{' '}
          <Chip tone={toneOf(level)}>{level === '' ? 'no level' : level}</Chip>{' '}
          <span className="log-service">{service}</span> <span className="log-message">{firstLine}</span>
        </summary>
        {more.length > 0 && <pre className="log-more">{more.join('\n')}</pre>}
        <dl className="log-fields">
          {rest.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      {withTrace && traceId !== undefined && (
        <Link className="log-trace" to={`/traces/${traceId}`}>
          Trace
        </Link>
      )}
    </li>
  );
}

function toneOf(level: string): Tone {
  if (/^(error|fatal|critical|panic|alert|emergency)$/i.test(level)) return 'critical';
  return /^warn(ing)?$/i.test(level) ? 'warning' : 'plain';
}

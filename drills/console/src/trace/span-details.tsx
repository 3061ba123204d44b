import type { Span } from '../../../src/console/api';
import { formatSeconds } from '../format/duration';

interface SpanDetailsProps {
  readonly span: Span;
  /** Microseconds since 1970. */
  readonly traceStart: number;
}

/** Attributes and events. */
export function SpanDetails({ span: { id, start, attributes, events }, traceStart }: SpanDetailsProps) {
  const since = (at: number): string => `after ${formatSeconds((at - traceStart) / 1e6)}`;
  return (
    <div className="span-details">
      <p className="soft">
        span {id}, began {since(start)}
      </p>
      <Pairs pairs={attributes} />
      {events.map(({ at, name, attributes: more }, index) => (
        <div key={index} className="span-event">
          <b>{name}</b> <span className="soft">{since(at)}</span>
          <Pairs pairs={more} />
        </div>
      ))}
    </div>
  );
}

function Pairs({ pairs }: { readonly pairs: Span['attributes'] }) {
  return (
    <dl className="log-fields">
      {Object.entries(pairs)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{String(value)}</dd>
          </div>
        ))}
    </dl>
  );
}

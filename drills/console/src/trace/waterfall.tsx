import { useState } from 'react';
import { seriesColor } from '../chart/palette';
import { formatSeconds } from '../format/duration';
import type { Span } from '../../../src/console/api';
import { extentOf, layOut, withoutClosed } from './lay-out';
import { SpanRow } from './span-row';
import './waterfall.css';

interface WaterfallProps {
  readonly spans: readonly Span[];
  readonly marked: string | undefined;
  readonly onMark: (spanId: string | undefined) => void;
}

const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** The spans of a trace as a tree with bars in time. */
export function Waterfall({ spans, marked, onMark }: WaterfallProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [start, duration] = extentOf(spans);
  const services = [...new Set(spans.map(({ service }) => service))].sort();
  const colorOf = (service: string): string => seriesColor(services.indexOf(service));
  const toggle = (id: string): void =>
    setClosed((before) =>
      before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id]),
    );
  return (
    <>
      <ul className="waterfall-services" aria-label="Services">
        {services.map((service) => (
          <li key={service}>
            <span className="legend-color" style={{ background: colorOf(service) }} /> {service}
          </li>
        ))}
      </ul>
      <div className="waterfall">
        <div className="waterfall-scale" aria-hidden="true">
          {TICKS.map((part) => (
            <span key={part}>{formatSeconds((duration * part) / 1e6)}</span>
          ))}
        </div>
        <ol className="waterfall-rows">
          {withoutClosed(layOut(spans), closed).map((row) => (
            <SpanRow
              key={row.span.id}
              row={row}
              traceStart={start}
              color={colorOf(row.span.service)}
              isClosed={closed.has(row.span.id)}
              isMarked={marked === row.span.id}
              onToggle={() => toggle(row.span.id)}
              onMark={() => onMark(marked === row.span.id ? undefined : row.span.id)}
            />
          ))}
        </ol>
      </div>
    </>
  );
}

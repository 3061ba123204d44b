import { useState } from 'react';
import type { LogLine } from '../../../src/console/api';
import { LogEntry } from './log-entry';
import './log-list.css';

interface LogListProps {
  readonly lines: readonly LogLine[];
  /** Lines without it are all of one trace, and do not say so each. */
  readonly withTrace?: boolean;
  /** The span whose lines stand out. */
  readonly spanId?: string | undefined;
  readonly onSpan?: (spanId: string) => void;
}

/** Log lines in the order in which they come. */
export function LogList({ lines, withTrace = true, spanId, onSpan }: LogListProps) {
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  return (
    <ol className="log-list">
      {lines.map((line, index) => (
        <LogEntry
          key={`${line.at}-${index}`}
          line={line}
          today={today}
          withTrace={withTrace}
          isMarked={spanId !== undefined && line.spanId === spanId}
          onSpan={onSpan}
        />
      ))}
    </ol>
  );
}

import { formatRelative, formatUtc } from '../format/time';
import { useNow } from './use-now';

interface TimeAgoProps {
  /** ISO 8601, or milliseconds since 1970. */
  readonly at: string | number;
}

/** How long ago, which keeps itself right; when exactly, on hover. */
export function TimeAgo({ at }: TimeAgoProps) {
  const now = useNow();
  const milliseconds = typeof at === 'number' ? at : Date.parse(at);
  if (!Number.isFinite(milliseconds)) return <span>{String(at)}</span>;
  return (
    <time dateTime={new Date(milliseconds).toISOString()} title={formatUtc(milliseconds)}>
      {formatRelative(milliseconds, now)}
    </time>
  );
}

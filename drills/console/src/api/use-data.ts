import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { canonicalPath } from './canonical-path';
import { send } from './send';

export interface DataOptions {
  /** Milliseconds between two reads; read once without it. */
  readonly refreshMs?: number | undefined;
  readonly enabled?: boolean;
  /** What was shown for another path stays until this one's data is there. */
  readonly keepPrevious?: boolean;
}

/** What the server answers at `path`, e.g. `/api/alerts`. What stood in the page's HTML is there at once. */
export function useData<Answer>(path: string, options: DataOptions = {}): UseQueryResult<Answer> {
  const { refreshMs, enabled = true, keepPrevious = false } = options;
  const result = useQuery({
    queryKey: [canonicalPath(path)],
    queryFn: ({ signal }) => send(path, { signal }),
    enabled,
    ...(refreshMs !== undefined && { refetchInterval: refreshMs }),
    ...(keepPrevious && { placeholderData: keepPreviousData }),
  });
  // The server's types are the contract of what comes at a path.
  return result as UseQueryResult<Answer>;
}

import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { send } from '../../api/send';

/** What the server answers at `path`, asked once for each `run`. */
export function useRun<Answer>(path: string, run: number): UseQueryResult<Answer> {
  const result = useQuery({
    queryKey: [path, run],
    queryFn: ({ signal }) => send(path, { signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  });
  return result as UseQueryResult<Answer>;
}

import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Grid } from '../../chart/align';
import type { MatrixRow } from '../../prometheus/answer';
import { fetchRange } from '../../prometheus/fetch-range';
import { gridOf } from '../../prometheus/range-grid';
import { resolveTime, type TimeRange } from '../../time-range/time-range';

const POINTS = 300;
const REFRESH_MS = 10_000;

export interface Graph {
  readonly grid: Grid;
  readonly rows: readonly MatrixRow[];
}

/** An expression over a range, again and again as time goes on. */
export function useGraph(expression: string, { from, to }: TimeRange): UseQueryResult<Graph> {
  return useQuery({
    queryKey: ['graph', expression, from, to],
    queryFn: async ({ signal }) => {
      const now = Date.now();
      const grid = gridOf((resolveTime(from, now) ?? now) / 1000, (resolveTime(to, now) ?? now) / 1000, POINTS);
      const { result } = await fetchRange(expression, grid, signal);
      return { grid, rows: result };
    },
    enabled: expression !== '',
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

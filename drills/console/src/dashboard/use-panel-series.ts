import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Grid } from '../chart/align';
import type { NamedSeries } from '../chart/time-chart';
import { fetchRange } from '../prometheus/fetch-range';
import { gridOf } from '../prometheus/range-grid';
import { resolveTime } from '../time-range/time-range';
import type { Panel } from './dashboard';
import { SCRAPE_INTERVAL, type View } from './view';
import { interpolate } from './interpolate';
import { legendName } from './legend-name';

/** As many as the narrowest panel has pixels for. */
const POINTS = 180;

export interface PanelSeries {
  readonly grid: Grid;
  readonly series: readonly NamedSeries[];
}

/** The rows of all queries of a panel, which stand or fall together. */
export function usePanelSeries({ id, targets = [] }: Panel, view: View, enabled: boolean): UseQueryResult<PanelSeries> {
  const { uid, range, values, refreshMs } = view;
  return useQuery({
    queryKey: ['panel', uid, id, range, values],
    queryFn: async ({ signal }) => {
      const now = Date.now();
      const from = (resolveTime(range.from, now) ?? now) / 1000;
      const to = (resolveTime(range.to, now) ?? now) / 1000;
      const grid = gridOf(from, to, POINTS);
      const built = { step: grid.step, scrapeInterval: SCRAPE_INTERVAL, range: to - from };
      const answers = await Promise.all(
        targets.map(async ({ expr, legendFormat }) => {
          const { result } = await fetchRange(interpolate(expr, values, built), grid, signal);
          return result.map((row) => ({ ...row, name: legendName(legendFormat, row.metric) }));
        }),
      );
      return { grid, series: distinctNames(answers.flat()) };
    },
    enabled,
    placeholderData: keepPreviousData,
    ...(refreshMs !== undefined && { refetchInterval: refreshMs }),
  });
}

/** A name is how a series is hidden and told apart. */
function distinctNames(series: readonly NamedSeries[]): readonly NamedSeries[] {
  const seen = new Map<string, number>();
  return series.map((one) => {
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name} (${count})` };
  });
}

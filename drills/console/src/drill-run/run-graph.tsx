import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { TimeChart } from '../chart/time-chart';
import { fetchRange } from '../prometheus/fetch-range';
import { gridOf } from '../prometheus/range-grid';
import { conditionsOf } from '../prometheus/conditions';
import { seriesName } from '../prometheus/series-name';
import { Loaded } from '../ui/loaded';
import { marksOf } from './run-marks';
import type { RunModel } from './run-model';

interface RunGraphProps {
  readonly model: RunModel;
  readonly expression: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly isLive: boolean;
}

const POINTS = 240;
const REFRESH_MS = 2_000;
const MARGIN_SECONDS = 15;
const HEIGHT = 280;

/**
 * What the alert's expression watches while the drill goes on, beside its limits, with what happened when: the expression itself has no
 * rows before it is true.
 */
export function RunGraph({ model, expression, startedAt, isLive }: RunGraphProps) {
  const { watched, limits } = useMemo(() => conditionsOf(expression), [expression]);
  const endedAt = model.end?.at;
  const result = useQuery({
    queryKey: ['run-graph', expression, startedAt, endedAt],
    queryFn: async ({ signal }) => {
      const from = Date.parse(startedAt) / 1000 - MARGIN_SECONDS;
      const to = endedAt === undefined ? Date.now() / 1000 : Date.parse(endedAt) / 1000 + MARGIN_SECONDS;
      const grid = gridOf(from, to, POINTS);
      const answers = await Promise.all(
        watched.map(async (watchedExpression) => {
          const { result: rows } = await fetchRange(watchedExpression, grid, signal);
          const prefix = watched.length > 1 ? `${watchedExpression} ` : '';
          return rows.map((row) => ({ ...row, name: prefix + seriesName(row.metric) }));
        }),
      );
      return { grid, series: answers.flat() };
    },
    placeholderData: keepPreviousData,
    ...(isLive && { refetchInterval: REFRESH_MS }),
  });
  const marks = useMemo(() => marksOf(model), [model]);
  return (
    <Loaded result={result} what="the graph">
      {({ grid, series }) => (
        <>
          <TimeChart
            title={expression}
            series={series}
            grid={grid}
            style={{ unit: 'short', stacked: false, fill: 0, limits }}
            height={HEIGHT}
            marks={marks}
          />
          {limits.length > 0 && <p className="soft">Dashed: what it is compared with, {limits.join(', ')}.</p>}
          {series.length === 0 && <p className="soft">No rows at any time shown.</p>}
        </>
      )}
    </Loaded>
  );
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { TimeChart } from '../chart/time-chart';
import { fetchRange } from '../prometheus/fetch-range';
import { gridOf } from '../prometheus/range-grid';
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
const STYLE = { unit: 'short', stacked: false, fill: 0.08 } as const;

/** The alert's expression while the drill goes on, with what happened when. */
export function RunGraph({ model, expression, startedAt, isLive }: RunGraphProps) {
  const endedAt = model.end?.at;
  const result = useQuery({
    queryKey: ['run-graph', expression, startedAt, endedAt],
    queryFn: async ({ signal }) => {
      const from = Date.parse(startedAt) / 1000 - MARGIN_SECONDS;
      const to = endedAt === undefined ? Date.now() / 1000 : Date.parse(endedAt) / 1000 + MARGIN_SECONDS;
      const grid = gridOf(from, to, POINTS);
      const { result: rows } = await fetchRange(expression, grid, signal);
      return { grid, series: rows.map((row) => ({ ...row, name: seriesName(row.metric) })) };
    },
    placeholderData: keepPreviousData,
    ...(isLive && { refetchInterval: REFRESH_MS }),
  });
  const marks = useMemo(() => marksOf(model), [model]);
  return (
    <Loaded result={result} what="the graph">
      {({ grid, series }) => (
        <>
          <TimeChart title={expression} series={series} grid={grid} style={STYLE} height={HEIGHT} marks={marks} />
          {series.length === 0 && <p className="soft">No rows: the condition is not true at any time shown.</p>}
        </>
      )}
    </Loaded>
  );
}

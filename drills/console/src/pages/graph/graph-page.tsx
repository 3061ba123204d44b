import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { GraphAnswer } from '../../../../src/console/api';
import { useData } from '../../api/use-data';
import { TimeChart } from '../../chart/time-chart';
import { RowTable } from '../../prometheus/row-table';
import { rowsOf } from '../../prometheus/answer';
import { seriesName } from '../../prometheus/series-name';
import { PageHead } from '../../shell/page-head';
import { Loaded } from '../../ui/loaded';
import { GraphForm } from './graph-form';
import { SpanPicker } from './span-picker';
import './graph-page.css';

/** As Prometheus' links to its own graph name them: they lead here. */
const EXPRESSION = 'g0.expr';
const SPAN = 'g0.range_input';

const DEFAULT_SPAN = '1h';
const REFRESH_MS = 10_000;
const HEIGHT = 320;
/** More lines than that make no graph that anybody can read. */
const MOST_LINES = 50;
const STYLE = { unit: 'short', stacked: false, fill: 0 } as const;

/** An expression over time. */
export function GraphPage() {
  const [search, setSearch] = useSearchParams();
  const expression = (search.get(EXPRESSION) ?? '').trim();
  const result = useData<GraphAnswer>(`/api/graph?${search.toString()}`, {
    refreshMs: REFRESH_MS,
    keepPrevious: true,
    enabled: expression !== '',
  });
  const set = (name: string, value: string): void => {
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set(name, value);
      return next;
    });
  };
  const ask = (asked: string): void => {
    if (asked === expression) void result.refetch();
    else set(EXPRESSION, asked);
  };
  return (
    <>
      <PageHead title="Graph">
        <SpanPicker span={search.get(SPAN) ?? DEFAULT_SPAN} onPick={(span) => set(SPAN, span)} />
      </PageHead>
      <GraphForm key={expression} expression={expression} onAsk={ask} />
      {expression === '' ? (
        <p className="soft">Prometheus has an answer once there is an expression.</p>
      ) : (
        <Loaded result={result} what="the values">
          {(graph) => <Values graph={graph} />}
        </Loaded>
      )}
    </>
  );
}

function Values({ graph: { expression, start, end, step, series, truncated } }: { readonly graph: GraphAnswer }) {
  const rows = useMemo(
    () => series.map(({ labels, points }) => ({ metric: labels, values: points, name: seriesName(labels) })),
    [series],
  );
  const drawn = useMemo(() => rows.slice(0, MOST_LINES), [rows]);
  if (rows.length === 0) return <p>No rows: the expression has no value at any time of this range.</p>;
  const grid = { from: Date.parse(start) / 1000, to: Date.parse(end) / 1000, step };
  return (
    <>
      <div className="card">
        <TimeChart title={expression} series={drawn} grid={grid} style={STYLE} height={HEIGHT} />
      </div>
      {(truncated || rows.length > drawn.length) && (
        <p className="soft">
          {drawn.length} of {truncated && 'more than '}
          {rows.length} series are drawn.
        </p>
      )}
      <h2>Latest values</h2>
      <RowTable rows={rowsOf({ resultType: 'matrix', result: rows })} caption="The last value of each series" />
    </>
  );
}

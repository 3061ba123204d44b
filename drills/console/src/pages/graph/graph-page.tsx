import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { TimeChart } from '../../chart/time-chart';
import { RowTable } from '../../prometheus/row-table';
import { rowsOf } from '../../prometheus/answer';
import { seriesName } from '../../prometheus/series-name';
import { PageHead } from '../../shell/page-head';
import { RangePicker } from '../../time-range/range-picker';
import { useTimeRange } from '../../time-range/use-time-range';
import { Loaded } from '../../ui/loaded';
import { GraphForm } from './graph-form';
import { useGraph, type Graph } from './use-graph';
import './graph-page.css';

const LAST_HOUR = { from: 'now-1h', to: 'now' };
const EXPRESSION = 'g0.expr';
const HEIGHT = 320;
/** More lines than that make no graph that anybody can read. */
const MOST_LINES = 50;
const STYLE = { unit: 'short', stacked: false, fill: 0 } as const;

/** An expression over time. Prometheus' links to its own graph lead here, hence the name of the parameter. */
export function GraphPage() {
  const [search, setSearch] = useSearchParams();
  const [range, pickRange] = useTimeRange(LAST_HOUR);
  const expression = (search.get(EXPRESSION) ?? '').trim();
  const result = useGraph(expression, range);
  const ask = (asked: string): void => {
    if (asked === expression) void result.refetch();
    else setSearch((before) => new URLSearchParams([...withoutExpression(before), [EXPRESSION, asked]]));
  };
  return (
    <>
      <PageHead title="Graph">
        <RangePicker range={range} onPick={pickRange} />
      </PageHead>
      <GraphForm key={expression} expression={expression} onAsk={ask} />
      {expression === '' ? (
        <p className="soft">Prometheus has an answer once there is an expression.</p>
      ) : (
        <Loaded result={result} what="the values">
          {(graph) => <Values graph={graph} expression={expression} />}
        </Loaded>
      )}
    </>
  );
}

const withoutExpression = (search: URLSearchParams): [string, string][] =>
  [...search].filter(([name]) => name !== EXPRESSION);

function Values({ graph: { grid, rows }, expression }: { readonly graph: Graph; readonly expression: string }) {
  const series = useMemo(
    () => rows.slice(0, MOST_LINES).map((row) => ({ ...row, name: seriesName(row.metric) })),
    [rows],
  );
  if (rows.length === 0) return <p>No rows: the expression has no value at any time of this range.</p>;
  return (
    <>
      <div className="card">
        <TimeChart title={expression} series={series} grid={grid} style={STYLE} height={HEIGHT} />
      </div>
      {rows.length > MOST_LINES && (
        <p className="soft">
          {MOST_LINES} of {rows.length} series are drawn.
        </p>
      )}
      <h2>Latest values</h2>
      <RowTable
        rows={rowsOf({ resultType: 'matrix', result: rows })}
        caption="The last value of each series in the range"
      />
    </>
  );
}

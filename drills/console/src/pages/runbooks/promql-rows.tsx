import { withQuery } from '../../api/paths';
import { rowsOf, type InstantAnswer } from '../../prometheus/answer';
import { RowTable } from '../../prometheus/row-table';
import { Loaded } from '../../ui/loaded';
import { useRun } from './use-run';

interface RowsProps {
  readonly query: string;
  /** Counts how often it was asked for. */
  readonly run: number;
}

/** What Prometheus has for a step's expression now. */
export function PromqlRows({ query, run }: RowsProps) {
  const result = useRun<InstantAnswer>(withQuery('/api/prometheus/query', { query }), run);
  return (
    <Loaded result={result} what="the rows">
      {(answer) => <RowTable rows={rowsOf(answer)} caption="What the query gives now" />}
    </Loaded>
  );
}

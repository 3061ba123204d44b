import type { LogsAnswer } from '../../../../src/console/api';
import { withQuery } from '../../api/paths';
import { LogList } from '../../logs/log-list';
import { Loaded } from '../../ui/loaded';
import { useRun } from './use-run';

/** As many as the drill holds against what the page says. */
const LINES = 20;

interface LogRowsProps {
  readonly query: string;
  /** Counts how often it was asked for. */
  readonly run: number;
}

/** The newest lines of the last hour that fit a step's query. */
export function LogRows({ query, run }: LogRowsProps) {
  const result = useRun<LogsAnswer>(withQuery('/api/logs', { query, from: 'now-1h', limit: LINES }), run);
  return (
    <Loaded result={result} what="the log lines">
      {({ lines }) =>
        lines.length === 0 ? <p className="row-none">no lines in the last hour</p> : <LogList lines={lines} />
      }
    </Loaded>
  );
}

import { Link } from 'react-router';
import type { RunSummary } from '../../../../src/console/api';
import { STEPS } from '../../../../src/drill/events';
import { RunState } from '../../drill-run/run-state';
import { formatSeconds } from '../../format/duration';
import { TimeAgo } from '../../ui/time-ago';

interface RunTableProps {
  readonly runs: readonly RunSummary[];
  readonly withDrill?: boolean;
}

/** Runs, the newest first. */
export function RunTable({ runs, withDrill = false }: RunTableProps) {
  if (runs.length === 0) return <p>No run yet.</p>;
  return (
    <div className="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            {withDrill && <th scope="col">Drill</th>}
            <th scope="col">Outcome</th>
            <th scope="col" className="number">
              Took
            </th>
            <th scope="col" className="number">
              Clock
            </th>
            <th scope="col">What failed</th>
          </tr>
        </thead>
        <tbody>
          {runs.map(({ run, drill, state, startedAt, seconds, speed, failure }) => (
            <tr key={run}>
              <th scope="row">
                <Link to={`/drills/runs/${run}`}>
                  <TimeAgo at={startedAt} />
                </Link>
              </th>
              {withDrill && <td>{drill}</td>}
              <td>
                <RunState state={state} />
              </td>
              <td className="number">{seconds !== undefined && formatSeconds(Math.round(seconds))}</td>
              <td className="number">×{speed}</td>
              <td>{state === 'failed' && failure && `${STEPS[failure.step]} (${failure.part})`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { Link } from 'react-router';
import type { DrillHead, DrillsAnswer } from '../../../../src/console/api';
import { useData } from '../../api/use-data';
import { RunState } from '../../drill-run/run-state';
import { PageHead } from '../../shell/page-head';
import { Chip } from '../../ui/chip';
import { Loaded } from '../../ui/loaded';
import { TimeAgo } from '../../ui/time-ago';
import { RunTable } from './run-table';

const REFRESH_MS = 5_000;

/** What can be drilled, and what was. */
export function DrillsPage() {
  const result = useData<DrillsAnswer>('/api/drills', { refreshMs: REFRESH_MS });
  return (
    <>
      <PageHead title="Drills" />
      <Loaded result={result} what="the drills">
        {({ drills, runs }) => (
          <>
            <div className="scroll-x">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Drill</th>
                    <th scope="col">Severity</th>
                    <th scope="col">What it does</th>
                    <th scope="col">Last run</th>
                  </tr>
                </thead>
                <tbody>
                  {drills.map((drill) => (
                    <Row key={drill.name} drill={drill} />
                  ))}
                </tbody>
              </table>
            </div>
            <h2>Recent runs</h2>
            <RunTable runs={runs} withDrill />
          </>
        )}
      </Loaded>
    </>
  );
}

function Row({ drill: { name, description, severity, lastRun } }: { readonly drill: DrillHead }) {
  return (
    <tr>
      <th scope="row">
        <Link to={`/drills/${name}`}>{name}</Link>
      </th>
      <td>
        {severity !== undefined && (
          <Chip tone={severity.startsWith('critical') ? 'critical' : 'warning'}>{severity}</Chip>
        )}
      </td>
      <td>{description}</td>
      <td>
        {lastRun ? (
          <>
            <RunState state={lastRun.state} />{' '}
            <Link to={`/drills/runs/${lastRun.run}`}>
              <TimeAgo at={lastRun.startedAt} />
            </Link>
          </>
        ) : (
          <span className="soft">never</span>
        )}
      </td>
    </tr>
  );
}

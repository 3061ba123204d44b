import { Link } from 'react-router';
import type { RunbookHead } from '../../../../src/console/api';
import { useData } from '../../api/use-data';
import { PageHead } from '../../shell/page-head';
import { Chip } from '../../ui/chip';
import { Loaded } from '../../ui/loaded';

/** The page of each alert. */
export function RunbooksPage() {
  const result = useData<{ readonly runbooks: readonly RunbookHead[] }>('/api/runbooks');
  return (
    <>
      <PageHead title="Runbooks" />
      <Loaded result={result} what="the runbooks">
        {({ runbooks }) =>
          runbooks.length === 0 ? (
            <p>There is no page in the folder of runbooks.</p>
          ) : (
            <div className="scroll-x">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Alert</th>
                    <th scope="col">Severity</th>
                    <th scope="col">Team</th>
                    <th scope="col">Dashboard</th>
                    <th scope="col">Drill</th>
                    <th scope="col">Last drilled</th>
                  </tr>
                </thead>
                <tbody>
                  {runbooks.map((runbook) => (
                    <Row key={runbook.alert} runbook={runbook} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </>
  );
}

function Row({ runbook: { alert, severity, team, dashboard, drill, lastDrilled } }: { readonly runbook: RunbookHead }) {
  return (
    <tr>
      <th scope="row">
        <Link to={`/runbooks/${alert}`}>{alert}</Link>
      </th>
      <td>
        {severity !== undefined && (
          <Chip tone={severity.startsWith('critical') ? 'critical' : 'warning'}>{severity}</Chip>
        )}
      </td>
      <td>{team}</td>
      <td>{dashboard !== undefined && <Link to={`/dashboards/${dashboard}`}>{dashboard}</Link>}</td>
      <td>{drill ? <Link to={`/drills/${alert}`}>Drill</Link> : <span className="soft">none yet</span>}</td>
      <td>{lastDrilled}</td>
    </tr>
  );
}

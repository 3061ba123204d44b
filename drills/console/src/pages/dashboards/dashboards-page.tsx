import { Link } from 'react-router';
import type { DashboardHead } from '../../../../src/console/api';
import { useData } from '../../api/use-data';
import { PageHead } from '../../shell/page-head';
import { Loaded } from '../../ui/loaded';

/** The dashboards that Grafana is given. */
export function DashboardsPage() {
  const result = useData<{ readonly dashboards: readonly DashboardHead[] }>('/api/dashboards');
  return (
    <>
      <PageHead title="Dashboards" />
      <Loaded result={result} what="the dashboards">
        {({ dashboards }) =>
          dashboards.length === 0 ? (
            <p>
              There is no dashboard in dashboards/dist: <code>make dashboards</code> generates them.
            </p>
          ) : (
            <table>
              <thead>
                <tr>
                  <th scope="col">Dashboard</th>
                  <th scope="col">What it is for</th>
                  <th scope="col" className="number">
                    Panels
                  </th>
                </tr>
              </thead>
              <tbody>
                {dashboards.map(({ uid, title, description, panels }) => (
                  <tr key={uid}>
                    <th scope="row">
                      <Link to={`/dashboards/${uid}`}>{title}</Link>
                    </th>
                    <td>{description}</td>
                    <td className="number">{panels}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </>
  );
}

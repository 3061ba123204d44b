import { Link, useParams } from 'react-router';
import type { RunbookAnswer } from '../../../../src/console/api';
import { useData } from '../../api/use-data';
import { PageHead } from '../../shell/page-head';
import { Chip } from '../../ui/chip';
import { Loaded } from '../../ui/loaded';
import { AlertState } from './alert-state';
import { headingId, headingsOf } from './headings';
import { RunbookBody } from './runbook-body';

/** What to do about an alert. */
export function RunbookPage() {
  const { alert = '' } = useParams();
  const result = useData<RunbookAnswer>(`/api/runbooks/${alert}`);
  return (
    <>
      <PageHead title={alert} windowTitle={`${alert} · Runbook`}>
        {result.data && <Facts runbook={result.data} />}
      </PageHead>
      <Loaded result={result} what="the runbook">
        {({ body }) => (
          <article>
            <nav aria-label="Sections">
              <ul className="runbook-headings">
                {headingsOf(body).map((heading) => (
                  <li key={heading}>
                    <a href={`#${headingId(heading)}`}>{heading}</a>
                  </li>
                ))}
              </ul>
            </nav>
            <RunbookBody key={alert} body={body} />
          </article>
        )}
      </Loaded>
    </>
  );
}

function Facts({
  runbook: { alert, severity, team, dashboard, lastDrilled, drill },
}: {
  readonly runbook: RunbookAnswer;
}) {
  return (
    <>
      <AlertState alert={alert} />
      {severity !== undefined && (
        <Chip tone={severity.startsWith('critical') ? 'critical' : 'warning'}>{severity}</Chip>
      )}
      <span className="soft">team {team}</span>
      {dashboard !== undefined && <Link to={`/dashboards/${dashboard}`}>Dashboard</Link>}
      {drill && <Link to={`/drills/${alert}`}>Drill</Link>}
      <span className="soft">{lastDrilled === 'never' ? 'never drilled' : `last drilled ${lastDrilled}`}</span>
    </>
  );
}

import { Link, useParams } from 'react-router';
import type { DrillAnswer } from '../../../../src/console/api';
import { useData } from '../../api/use-data';
import { PageHead } from '../../shell/page-head';
import { Loaded } from '../../ui/loaded';
import { RunTable } from './run-table';
import { StartForm } from './start-form';

const REFRESH_MS = 5_000;

/** A drill with its runs, and how to start another. */
export function DrillPage() {
  const { name = '' } = useParams();
  const result = useData<DrillAnswer>(`/api/drills/${name}`, { refreshMs: REFRESH_MS });
  return (
    <>
      <PageHead title={name} windowTitle={`${name} · Drill`}>
        {result.data?.severity !== undefined && <Link to={`/runbooks/${name}`}>Runbook</Link>}
      </PageHead>
      <Loaded result={result} what="the drill">
        {({ description, severity, runs }) => (
          <>
            <p>{description}</p>
            <section className="card" aria-labelledby="start">
              <h2 id="start" className="card-title">
                Run it
              </h2>
              {severity !== undefined && (
                <p>It breaks what it says on the platform of this machine, and mends it by the runbook.</p>
              )}
              <StartForm drill={name} running={runs.find(({ state }) => state === 'running')?.run} />
            </section>
            <h2>Runs</h2>
            <RunTable runs={runs} />
          </>
        )}
      </Loaded>
    </>
  );
}

import { Link, useParams } from 'react-router';
import type { RunAnswer } from '../../../../src/console/api';
import { FailureNotice } from '../../drill-run/failure-notice';
import { RunGraph } from '../../drill-run/run-graph';
import { modelRun } from '../../drill-run/run-model';
import { RunState } from '../../drill-run/run-state';
import { StepRow } from '../../drill-run/step-row';
import { TimingsTable } from '../../drill-run/timings-table';
import { useRunEvents } from '../../drill-run/use-run-events';
import { formatSeconds } from '../../format/duration';
import { PageHead } from '../../shell/page-head';
import { ChangeForm } from '../../ui/change-form';
import { Loaded } from '../../ui/loaded';
import { TimeAgo } from '../../ui/time-ago';
import './run-page.css';

/** A run of a drill, live while it goes on. */
export function RunPage() {
  const { run = '' } = useParams();
  return <Run key={run} run={run} />;
}

function Run({ run }: { readonly run: string }) {
  const { result, events } = useRunEvents(run);
  const { data } = result;
  return (
    <>
      <PageHead title={data?.drill ?? run} windowTitle={`${data?.drill ?? run} · Run of a drill`}>
        {data && <Facts run={data} />}
      </PageHead>
      <Loaded result={result} what="the run">
        {(answer) => <Course run={answer} events={events} onAborted={() => void result.refetch()} />}
      </Loaded>
    </>
  );
}

function Facts({ run: { drill, state, startedAt, speed, seconds, start } }: { readonly run: RunAnswer }) {
  return (
    <>
      <RunState state={state} />
      <span className="soft">
        started <TimeAgo at={startedAt} />, clock ×{speed}
        {seconds !== undefined && `, took ${formatSeconds(seconds)}`}
      </span>
      <Link to={`/drills/${drill}`}>Drill</Link>
      {start.channel !== undefined && (
        <>
          <Link to={`/runbooks/${drill}`}>Runbook</Link>
          <Link to={`/slack/${start.channel}`}>#{start.channel}</Link>
        </>
      )}
    </>
  );
}

interface CourseProps {
  readonly run: RunAnswer;
  readonly events: RunAnswer['events'];
  readonly onAborted: () => void;
}

function Course({ run: { run, state, startedAt, failure, start }, events, onAborted }: CourseProps) {
  const model = modelRun(events);
  const { steps, rule, end } = model;
  return (
    <>
      {failure && <FailureNotice failure={failure} isAborted={state === 'aborted'} />}
      {state === 'broken-off' && (
        <p className="problem-notice" role="alert">
          The run's process is gone without a last word; its fault may still be there.
        </p>
      )}
      <div className="run-columns">
        <section aria-labelledby="course">
          <h2 id="course">Course</h2>
          <p className="soft">{start.fault}</p>
          <ol className="step-list">
            {steps.map((step) => (
              <StepRow key={step.id} step={step} />
            ))}
          </ol>
        </section>
        <section aria-labelledby="graph" className="run-graph">
          <h2 id="graph">{rule ? 'What the alert watches' : 'Time'}</h2>
          {rule && (
            <>
              <p className="mono run-expression">{rule.expression}</p>
              <RunGraph model={model} expression={rule.expression} startedAt={startedAt} isLive={state === 'running'} />
            </>
          )}
          {end && <TimingsTable timings={end.timings} />}
          {state === 'running' && (
            <ChangeForm
              label="Abort: withdraw the fault and end"
              tone="danger"
              toChange={() => ({ method: 'POST', path: `/api/drills/runs/${run}/abort` })}
              onDone={onAborted}
            />
          )}
        </section>
      </div>
    </>
  );
}

import { Link, Navigate, useLocation } from 'react-router';
import type { AlertNow, AlertsAnswer } from '../../../../src/console/api';
import { useData } from '../../api/use-data';
import { PageHead } from '../../shell/page-head';
import { Loaded } from '../../ui/loaded';
import { ProblemNotice } from '../../ui/problem-notice';
import { AlertCard } from './alert-card';
import { readFragment } from './fragment';
import { Heartbeat } from './heartbeat';

const REFRESH_MS = 3_000;

/** What fires and what is about to. */
export function AlertsPage() {
  const fragment = readFragment(useLocation().hash);
  const result = useData<AlertsAnswer>('/api/alerts', { refreshMs: REFRESH_MS });
  if (fragment?.kind === 'page') return <Navigate to={fragment.to} replace />;
  return (
    <>
      <PageHead title="Alerts">{result.data && <Heartbeat heartbeat={result.data.heartbeat} />}</PageHead>
      <Loaded result={result} what="the alerts">
        {(answer) => <Alerts answer={answer} receiver={fragment?.receiver} />}
      </Loaded>
    </>
  );
}

interface AlertsProps {
  readonly answer: AlertsAnswer;
  /** Only those that go to it. */
  readonly receiver: string | undefined;
}

function Alerts({ answer: { alerts, rules, problems }, receiver }: AlertsProps) {
  const shown = alerts.filter(({ handling }) => receiver === undefined || handling?.receivers.includes(receiver));
  const firing = shown.filter(({ state }) => state === 'firing');
  const pending = shown.filter(({ state }) => state === 'pending');
  return (
    <>
      {problems.map((problem) => (
        <ProblemNotice key={problem.detail} problem={problem} consequence="What is shown may not be all." />
      ))}
      {receiver !== undefined && (
        <p>
          Only what goes to <strong>{receiver}</strong>, {shown.length} of {alerts.length}. <Link to="/">Show all</Link>
        </p>
      )}
      {shown.length === 0 && problems.length === 0 && <Quiet rules={rules} receiver={receiver} />}
      <Group title="Firing" alerts={firing} />
      <Group title="Pending" alerts={pending} />
      {shown.length > 0 && receiver === undefined && (
        <p className="soft">{rules} alert rules are evaluated; the others are quiet.</p>
      )}
    </>
  );
}

function Group({ title, alerts }: { readonly title: string; readonly alerts: readonly AlertNow[] }) {
  if (alerts.length === 0) return null;
  return (
    <section>
      <h2>
        {title} ({alerts.length})
      </h2>
      {alerts.map((alert) => (
        <AlertCard key={JSON.stringify(alert.labels)} alert={alert} />
      ))}
    </section>
  );
}

function Quiet({ rules, receiver }: { readonly rules: number; readonly receiver: string | undefined }) {
  if (receiver !== undefined) return <p>Nothing that goes there fires now. What did has been resolved.</p>;
  if (rules === 0) return <p>Prometheus has no alert rule loaded, so that nothing can fire.</p>;
  return (
    <div className="card">
      <strong>All is quiet.</strong> {rules} alert rules are evaluated; none fires and none is pending.
    </div>
  );
}

import type { Fault } from '../faults';
import { DrillFailure } from './drill-failure';
import type { AlertDrill } from './load-drill';
import { hasLabels, type ActiveAlert, type LoadedRule, type Prometheus } from './prometheus';
import { until } from './until';

/** Of the alerts that are pending or fire, the drill's. */
export async function findAlert(
  prometheus: Prometheus,
  { alert, declared, runbook }: AlertDrill,
): Promise<ActiveAlert | undefined> {
  const wanted = { alertname: alert, ...declared.labels };
  const severities = runbook.severity;
  return (await prometheus.alerts()).find(
    ({ labels }) => hasLabels(labels, wanted) && (severities.length !== 1 || labels['severity'] === severities[0]),
  );
}

export interface AwaitedAlert {
  readonly drill: AlertDrill;
  readonly fault: Fault;
  readonly prometheus: Prometheus;
  readonly rule: LoadedRule;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly deadline: number;
}

/**
 * Waits until the drill's alert is in one of the states.
 * Throws DrillFailure when it is not before the deadline: it blames the fault when that is not in effect any more, else the rule.
 */
export async function awaitAlert(states: readonly ActiveAlert['state'][], awaited: AwaitedAlert): Promise<ActiveAlert> {
  const { drill, prometheus, signal, deadline } = awaited;
  const timeoutMs = Math.max(deadline - Date.now(), 0);
  const check = async () => {
    const found = await findAlert(prometheus, drill);
    return found && states.includes(found.state) ? found : undefined;
  };
  const alert = await until(check, { timeoutMs, signal });
  if (alert) return alert;
  throw await blame(awaited, states.includes('pending') ? 'is not pending' : 'does not fire');
}

async function blame({ drill, fault, prometheus, rule }: AwaitedAlert, what: string): Promise<DrillFailure> {
  const gone = await fault.missing();
  if (gone !== undefined) return new DrillFailure('fault', `the fault is not in effect any more: ${gone}`);
  const others = (await prometheus.alerts()).filter(({ labels }) => labels['alertname'] === drill.alert);
  if (others.length > 0) {
    const have = others.map(({ state, labels }) => `${state} ${JSON.stringify(labels)}`).join('; ');
    const wanted = JSON.stringify({ ...drill.declared.labels, severity: drill.runbook.severity.join() });
    return new DrillFailure('rule', `${drill.alert} with ${wanted} ${what}; there is: ${have}`);
  }
  const rows = (await prometheus.query(rule.query)).map(({ labels, value }) => `${JSON.stringify(labels)} ${value}`);
  const now = rows.length === 0 ? 'no rows' : rows.join('; ');
  return new DrillFailure(
    'rule',
    `${drill.alert} ${what} although the fault is in effect (${fault.title}). Its expression, which has "for: ${rule.duration}s", gives ${now}: ${rule.query.replace(/\s+/g, ' ')}`,
  );
}

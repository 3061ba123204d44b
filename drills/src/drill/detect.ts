import { alertSpeed } from '@firewatch/native';
import { awaitAlert } from './await-alert';
import { DrillFailure } from './drill-failure';
import type { Baseline, Incident } from './incident';
import { measureDetection } from './measure-detection';
import type { ActiveAlert } from './prometheus';
import type { Done } from './run';
import { until } from './until';

/** How much later than the rule allows an alert may fire. */
const MAX_DELAY_RATIO = 1.1;
/** For what was evaluated to be there to be asked for. */
const VISIBLE_MS = 5_000;

/** Waits until the alert is pending, or fires already. Throws DrillFailure that blames rule or fault. */
export async function awaitPending(incident: Incident, { rule }: Baseline, injectedAt: Date): Promise<Done> {
  const alert = await awaitAlert(['pending', 'firing'], { ...incident, ...awaited(incident, injectedAt), rule });
  return { said: `its value is ${Number(Number(alert.value).toPrecision(4))}; "for: ${rule.duration}s"` };
}

/** Waits until the alert fires, and measures how long it took. Throws DrillFailure that blames rule, fault or platform. */
export async function awaitFiring(
  incident: Incident,
  { rule }: Baseline,
  injectedAt: Date,
): Promise<Done & { readonly alert: ActiveAlert; readonly firingAt: number }> {
  const { prometheus, run } = incident;
  const alert = await awaitAlert(['firing'], { ...incident, ...awaited(incident, injectedAt), rule });
  const since = injectedAt.getTime() / 1000;
  const measure = () => measureDetection(prometheus, rule, alert.labels, since);
  const detection = await until(measure, { timeoutMs: VISIBLE_MS, signal: run.signal });
  if (!detection)
    throw new DrillFailure(
      'rule',
      `it fires, but the expression was not true since the fault: ${rule.query.replace(/\s+/g, ' ')}`,
    );
  const { conditionAt, firingAt, observed, allowed } = detection;
  run.timings.faultToCondition = conditionAt - since;
  run.timings.conditionToFiring = observed;
  run.timings.conditionToFiringAllowed = allowed;
  if (observed / allowed > MAX_DELAY_RATIO)
    throw new DrillFailure(
      'platform',
      `it fired ${seconds(observed)} after its condition was true; the rule allows ${seconds(allowed)}, and a tenth more is tolerated`,
    );
  return {
    said: `${seconds(conditionAt - since)} from the fault to its condition, ${seconds(observed)} from there (allowed ${seconds(allowed)})`,
    alert,
    firingAt,
  };
}

function awaited({ drill, fault, prometheus, run, tools }: Incident, injectedAt: Date) {
  const speed = alertSpeed({ paths: tools.paths, alerts: tools.content.alerts }, drill.alert, tools.speed);
  const deadline = injectedAt.getTime() + (drill.declared.detect_within / speed) * 1000;
  return { drill, fault, prometheus, signal: run.signal, deadline };
}

const seconds = (value: number): string => `${value.toFixed(1)} s`;

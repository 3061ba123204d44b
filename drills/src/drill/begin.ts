import { checkBaseline } from './check-baseline';
import { DrillFailure } from './drill-failure';
import type { Baseline, Incident } from './incident';
import { awaitEarlierEnd } from './notify';
import type { LoadedRule } from './prometheus';
import type { Done, Say } from './run';
import { readCounts } from './slack-message';
import { until } from './until';

/** For a fault to show its effect. */
const EFFECT_MS = 15_000;

/** Waits until all is well, and notes how that is. Throws DrillFailure. */
export async function seeThatAllIsWell(incident: Incident, say: Say): Promise<Done & Baseline> {
  const { run, drill, tools, prometheus, alertmanager, slack } = incident;
  const { alert, declared } = drill;
  const rule = await loadedRule(incident);
  run.tell({ kind: 'rule-loaded', expression: rule.query, for: rule.duration, interval: rule.interval });
  const { said } = await checkBaseline({
    tools,
    prometheus,
    alertmanager,
    signal: run.signal,
    say,
    traffic: declared.traffic,
    own: { alertname: alert, ...declared.labels },
  });
  await awaitEarlierEnd(incident, say);
  return {
    said,
    rule,
    counts: await readCounts(slack, alertmanager),
    lastId: await slack.lastId(),
  };
}

/** The rule as Prometheus has it: of an objective's two the one that the page names. */
async function loadedRule({ drill, prometheus }: Incident): Promise<LoadedRule> {
  const { alert, runbook } = drill;
  const rules = await prometheus.rules(alert);
  const rule = rules.find(({ labels }) => labels['severity'] === runbook.severity[0]);
  if (rule) return rule;
  const have = rules.map(({ labels }) => labels['severity'] ?? 'none').join(', ');
  throw new DrillFailure(
    'rule',
    rules.length === 0
      ? `Prometheus has no rule for an alert ${alert}`
      : `the rule of ${alert} has severity ${have}, its page ${runbook.severity.join(', ')}`,
  );
}

/** Breaks it, and sees from outside that it is broken. Throws DrillFailure `fault`. */
export async function injectFault({ fault, run }: Incident): Promise<Done & { readonly injectedAt: Date }> {
  const injectedAt = new Date();
  let missing: string | undefined;
  try {
    await fault.inject();
    const isBroken = async () => {
      missing = await fault.missing();
      return missing === undefined ? true : undefined;
    };
    if (await until(isBroken, { timeoutMs: EFFECT_MS, everyMs: 1000, signal: run.signal }))
      return { said: fault.title, injectedAt };
  } catch (error) {
    run.signal.throwIfAborted();
    throw new DrillFailure(
      'fault',
      `it could not be injected: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
  throw new DrillFailure('fault', `it was injected, and nothing is broken: ${missing ?? ''}`);
}

import { findAlert } from './await-alert';
import { DrillFailure } from './drill-failure';
import type { StepId } from './events';
import { followBlocks } from './follow-runbook';
import type { Incident } from './incident';
import { awaitQuiet, describe, quietWithinMs, remembers } from './quietness';
import type { Done, Say } from './run';
import { until } from './until';

/** Metrics and log lines take some seconds to show what is. */
const DIAGNOSIS_MS = 60_000;
/** Lag has to be worked off, and windows of a minute to pass. */
const VERIFICATION_MS = 120_000;

/** Runs the diagnosis of the page while the fault is there. Throws DrillFailure `runbook`. */
export const diagnose = (incident: Incident, since: Date): Promise<Done> =>
  followSection(incident, since, 'Diagnosis', 'diagnosis', DIAGNOSIS_MS);

/** Runs the verification of the page when all is over. Throws DrillFailure `runbook`. */
export const verify = (incident: Incident, since: Date): Promise<Done> =>
  followSection(incident, since, 'Verification', 'verification', VERIFICATION_MS);

async function followSection(
  { run, tools, drill }: Incident,
  since: Date,
  section: string,
  step: StepId,
  timeoutMs: number,
): Promise<Done> {
  const blocks = drill.runbook.blocks.filter((block) => block.section === section);
  await followBlocks(blocks, { run, tools, step, since, timeoutMs });
  return { said: `${blocks.length} blocks show what the page says` };
}

/** Runs the block of Mitigation that the page's drill names, once. Throws DrillFailure `runbook`. */
export async function mitigate({ run, tools, drill }: Incident, since: Date): Promise<Done> {
  const { mitigation } = drill;
  await followBlocks([mitigation], { run, tools, step: 'mitigation', since, timeoutMs: 0 });
  return { said: mitigation.code.split('\n')[0] ?? '' };
}

/** Waits until the alert is gone. Throws DrillFailure that blames the page, if the fault is still there, or else the rule. */
export async function awaitResolved(
  { run, drill, fault, prometheus, tools }: Incident,
  mitigatedAt: number,
): Promise<Done & { readonly resolvedAt: number }> {
  const timeoutMs = quietWithinMs(tools);
  const isGone = async () => ((await findAlert(prometheus, drill)) ? undefined : true);
  if (await until(isGone, { timeoutMs, signal: run.signal })) {
    const resolvedAt = Date.now() / 1000;
    run.timings.mitigationToResolved = resolvedAt - mitigatedAt;
    return { said: `${(resolvedAt - mitigatedAt).toFixed(1)} s after the mitigation`, resolvedAt };
  }
  const waited = `${drill.alert} is still there ${Math.round(timeoutMs / 1000)} s after the mitigation`;
  throw (await fault.missing()) === undefined
    ? new DrillFailure('runbook', `${waited}, and so is the fault: the mitigation does not mend it (${fault.title})`)
    : new DrillFailure('rule', `${waited}, although the fault is gone`);
}

/** Waits until nothing fires any more. Throws DrillFailure that says what does. */
export async function awaitNothingElse(incident: Incident, say: Say): Promise<Done> {
  const { run, prometheus, alertmanager, tools } = incident;
  const left = await awaitQuiet(prometheus, alertmanager, {
    timeoutMs: quietWithinMs(tools),
    signal: run.signal,
    onWaiting: (unquiet) => say(`waiting for the end of ${describe(unquiet)}`),
  });
  if (left.length > 0) throw new DrillFailure('platform', `left behind: ${describe(left)}`);
  const remembering = (await prometheus.alerts()).filter(remembers).map(({ labels }) => labels['alertname']);
  const names = [...new Set(remembering)].join(', ');
  const noted = names === '' ? '' : `; ${names} remembers for a while, as objectives do`;
  return { said: `no other alert is left${noted}` };
}

import { injectFault, seeThatAllIsWell } from './begin';
import { awaitFiring, awaitPending } from './detect';
import type { StepId } from './events';
import { finish } from './finish';
import type { Incident } from './incident';
import { awaitNothingElse, awaitResolved, diagnose, mitigate, verify } from './mend';
import { awaitFiringMessage, awaitResolvedMessage, openLinks, refuseRepeats } from './notify';
import { setDrillClock } from './set-drill-clock';

export const ALERT_STEPS: readonly StepId[] = [
  'clock',
  'baseline',
  'inject',
  'pending',
  'firing',
  'message',
  'links',
  'diagnosis',
  'mitigation',
  'resolved',
  'resolved-message',
  'verification',
  'quiet',
  'withdraw',
  'restore',
];

/** From a healthy platform by fault, alert, message and runbook back to a healthy platform. What fails is told by the run. */
export async function runAlertDrill(incident: Incident): Promise<void> {
  const { run, tools, fault } = incident;
  try {
    await run.step('clock', (say) => setDrillClock(tools, run, say));
    await playIncident(incident);
  } catch {
    // Told by the step that failed, and kept as the run's failure.
  } finally {
    await run.finalStep('withdraw', async () => {
      await fault.withdraw();
      return { said: `no longer: ${fault.title}` };
    });
    await finish(incident, incident.drill.alert);
  }
}

async function playIncident(incident: Incident): Promise<void> {
  const { run } = incident;
  const baseline = await run.step('baseline', (say) => seeThatAllIsWell(incident, say));
  const { injectedAt } = await run.step('inject', () => injectFault(incident));
  await run.step('pending', () => awaitPending(incident, baseline, injectedAt));
  const { alert, firingAt } = await run.step('firing', () => awaitFiring(incident, baseline, injectedAt));
  const { attachment } = await run.step('message', () => awaitFiringMessage(incident, baseline, alert, firingAt));
  await run.step('links', () => openLinks(incident, baseline, alert, attachment));
  await run.step('diagnosis', () => diagnose(incident, injectedAt));
  await run.step('mitigation', () => mitigate(incident, injectedAt));
  const mitigatedAt = Date.now() / 1000;
  const { resolvedAt } = await run.step('resolved', () => awaitResolved(incident, mitigatedAt));
  await run.step('resolved-message', () => awaitResolvedMessage(incident, baseline, alert, resolvedAt));
  await run.step('verification', () => verify(incident, injectedAt));
  await run.step('quiet', async (say) => {
    const done = await awaitNothingElse(incident, say);
    await refuseRepeats(incident, baseline);
    return done;
  });
}

import type { Surroundings } from './incident';
import type { ActiveAlert } from './prometheus';
import { restore, restoreTraffic } from './undo';

/** Minutes that the alert of a drill is silenced at rest: as long as the windows of an alert of symptoms, and its `for`. */
const SILENCED_MINUTES = 15;

/** Who the silences of drills are by. */
export const AUTHOR = 'firewatch drill';

/**
 * The last step of every drill: traffic and clock are as they were. Where another drill follows, the clock stays for it.
 *
 * Production's windows still hold what the drill did: users did get those failures. The drill's alert may fire once more by them, and
 * nobody is to be called for a drill that is over, so it is silenced for as long.
 * @param alert the drill's, if it is about one
 */
export async function finish(surroundings: Surroundings, alert?: string): Promise<void> {
  const { run, tools, before, keepsClock } = surroundings;
  await run.finalStep('restore', async () => {
    if (keepsClock) {
      await restoreTraffic(tools, before);
      return { said: 'traffic is as it was; the clock stays for the next drill' };
    }
    await restore(tools, before);
    const silenced = alert !== undefined && (await silenceAftermath(surroundings, alert));
    const noted = silenced
      ? `; ${alert} is silenced for ${SILENCED_MINUTES} min, its windows still hold the drill`
      : '';
    return { said: `clock and traffic are as they were${noted}` };
  });
}

async function silenceAftermath({ afterwards }: Surroundings, alert: string): Promise<boolean> {
  const isIt = ({ labels }: ActiveAlert) => labels['alertname'] === alert;
  if (!(await afterwards.prometheus.alerts()).some(isIt)) return false;
  await afterwards.alertmanager.silence(alert, {
    minutes: SILENCED_MINUTES,
    author: AUTHOR,
    comment: 'A drill is over; the windows of the rule still hold what it did.',
  });
  return true;
}

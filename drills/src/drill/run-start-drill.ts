import { dataSetApart } from '../faults/data-set-apart';
import { runMake } from '../faults/run-make';
import { checkBaseline } from './check-baseline';
import { DrillFailure } from './drill-failure';
import type { StepId } from './events';
import { finish } from './finish';
import type { Surroundings } from './incident';
import type { Done, Say } from './run';
import { until } from './until';

export const START_STEPS: readonly StepId[] = ['clock', 'baseline', 'restart', 'from-nothing', 'put-back', 'restore'];

/** From a healthy platform on: the longest `for` of an alert that a start can raise, and the waits of its route. Seconds. */
const WATCHED_SECONDS = 180;

/** Requests a second before the restart. */
const TRAFFIC = 5;

/**
 * Restarts the platform with its data, and once more with none: neither may post a message. Keeps production's time, since processes take
 * as long to start at any speed of the alert path. What fails is reported by the run.
 */
export async function runStartDrill(surroundings: Surroundings): Promise<void> {
  const { run, tools, slack } = surroundings;
  const { signal } = run;
  const { root } = tools.paths;
  const nothingStored = dataSetApart(tools);
  try {
    await run.step('clock', async (say) => {
      await tools.setClock({ signal, onProgress: say });
      return { said: "production's own time" };
    });
    await run.step('baseline', (say) => checkBaseline({ ...surroundings, signal, say, traffic: TRAFFIC }));
    const lastId = await slack.lastId();
    await run.step('restart', async (say) => {
      await runMake(root, 'dev-down');
      await runMake(root, 'dev-up RUNTIME=native');
      return watch(surroundings, lastId, say);
    });
    await run.step('from-nothing', async (say) => {
      await nothingStored.inject();
      // The receiver has no messages of before.
      return watch(surroundings, 0, say);
    });
  } catch {
    // Reported by the step, and kept as the run's failure.
  } finally {
    await run.finalStep('put-back', async () => {
      await nothingStored.withdraw();
      return { said: 'the data is back' };
    });
    await finish(surroundings);
  }
}

/** Throws DrillFailure with the first messages that come. */
async function watch({ run, slack }: Surroundings, lastId: number, say: Say): Promise<Done> {
  say(`healthy; watching Slack for ${WATCHED_SECONDS} s`);
  const messages = await until(
    async () => {
      const posted = await slack.messagesAfter(lastId);
      return posted.length > 0 ? posted : undefined;
    },
    { timeoutMs: WATCHED_SECONDS * 1000, everyMs: 1000, signal: run.signal },
  );
  if (messages === undefined) return { said: `no message in ${WATCHED_SECONDS} s` };
  const texts = messages.map(({ channel, payload }) => `#${channel}: ${payload.attachments[0]?.title ?? ''}`);
  throw new DrillFailure('rule', `messages came although nothing is broken: ${texts.join('; ')}`);
}

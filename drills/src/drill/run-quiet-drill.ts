import { checkBaseline } from './check-baseline';
import { DrillFailure } from './drill-failure';
import type { DrillTools } from './drill-tools';
import type { StepId } from './events';
import { finish } from './finish';
import type { Surroundings } from './incident';
import type { Prometheus } from './prometheus';
import type { Done, Say } from './run';
import { setDrillClock } from './set-drill-clock';
import { until } from './until';

export const QUIET_STEPS: readonly StepId[] = ['clock', 'baseline', 'quiet', 'restore'];

/** Seconds of production time in which nothing may fire: longer than every window that an alert of symptoms looks back. */
const WATCHED_SECONDS = 900;

/** Requests a second: the default of `make traffic`, rounded up. */
const TRAFFIC = 5;

/** How often it is told how it goes. */
const REPORTS = 6;

/** Normal load on a healthy platform: no alert may fire, and nobody may be told of one. What fails is told by the run. */
export async function runQuietDrill(surroundings: Surroundings): Promise<void> {
  const { run, tools } = surroundings;
  try {
    await run.step('clock', (say) => setDrillClock(tools, run, say));
    await run.step('baseline', (say) => checkBaseline({ ...surroundings, signal: run.signal, say, traffic: TRAFFIC }));
    await run.step('quiet', (say) => watch(surroundings, say));
  } catch {
    // Told by the step, and kept as the run's failure.
  } finally {
    await finish(surroundings);
  }
}

async function watch({ run, tools, prometheus, slack }: Surroundings, say: Say): Promise<Done> {
  const seconds = watchedSeconds(tools);
  const start = Date.now();
  const lastId = await slack.lastId();
  const requests = await requestsSoFar(prometheus);
  const passed = (): number => (Date.now() - start) / 1000;
  let reports = 0;
  const isOver = async () => {
    if (passed() >= (reports * seconds) / REPORTS) {
      reports += 1;
      const pending = await namesOf('pending', prometheus, passed());
      say(`${Math.round(passed())} of ${Math.round(seconds)} s; ${pending === '' ? 'nothing' : pending} was pending`);
    }
    return passed() >= seconds ? true : undefined;
  };
  await until(isOver, { timeoutMs: seconds * 2000, everyMs: 500, signal: run.signal });
  const fired = await namesOf('firing', prometheus, passed());
  if (fired !== '') throw new DrillFailure('rule', `fired although nothing is broken: ${fired}`);
  const channels = (await slack.messagesAfter(lastId)).map(({ channel }) => `#${channel}`);
  if (channels.length > 0)
    throw new DrillFailure('route', `messages came although nothing is broken: ${channels.join(', ')}`);
  const made = Math.round((await requestsSoFar(prometheus)) - requests);
  if (made < (TRAFFIC * seconds) / 2)
    throw new DrillFailure(
      'platform',
      `only ${made} requests were made in ${Math.round(seconds)} s: that proves nothing`,
    );
  return { said: `no alert and no message in ${Math.round(seconds)} s under ${made} requests` };
}

const watchedSeconds = ({ speed }: Pick<DrillTools, 'speed'>): number => WATCHED_SECONDS / speed;

/** By the samples of the last seconds, so that nothing between two looks is missed. What remembers does not count (see quietness.ts). */
async function namesOf(state: 'pending' | 'firing', prometheus: Prometheus, seconds: number): Promise<string> {
  const selector = `ALERTS{alertstate="${state}",alertname!="Watchdog",sloth_slo=""}`;
  const series = await prometheus.samples(selector, Math.max(seconds, 1), Date.now() / 1000);
  return [...new Set(series.map(({ labels }) => labels['alertname'] ?? ''))].join(', ');
}

async function requestsSoFar(prometheus: Prometheus): Promise<number> {
  const [total] = await prometheus.query('sum(traffic_requests_total{outcome=~"ok|refused"})');
  return total?.value ?? 0;
}

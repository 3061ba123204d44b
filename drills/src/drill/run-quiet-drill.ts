import type { Alertmanager } from './alertmanager';
import { checkBaseline } from './check-baseline';
import { DrillFailure } from './drill-failure';
import type { DrillTools } from './drill-tools';
import type { StepId } from './events';
import type { Prometheus } from './prometheus';
import type { Done, Run, Say } from './run';
import { setDrillClock } from './set-drill-clock';
import type { Slack } from './slack';
import { until } from './until';
import { restore, type Before } from './undo';

export const QUIET_STEPS: readonly StepId[] = ['clock', 'baseline', 'quiet', 'restore'];

/** Seconds of production time in which nothing may fire: longer than every window that an alert of symptoms looks back. */
const WATCHED_SECONDS = 900;

/** Requests a second: the default of `make traffic`, rounded up. */
const TRAFFIC = 5;

export interface QuietDrill {
  readonly run: Run;
  readonly tools: DrillTools;
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly slack: Slack;
  readonly before: Before;
}

/** Normal load on a healthy platform: no alert may fire, and nobody may be told of one. */
export async function runQuietDrill({
  run,
  tools,
  prometheus,
  alertmanager,
  slack,
  before,
}: QuietDrill): Promise<void> {
  const { speed } = tools;
  const { signal } = run;
  try {
    await run.step('clock', (say) => setDrillClock(tools, run, say));
    await run.step('baseline', async (say) => {
      await checkBaseline({ tools, prometheus, alertmanager, signal, say, traffic: TRAFFIC });
      return { said: `everything runs, is scraped, and alerts of nothing; ${TRAFFIC} requests/s` };
    });
    await run.step('quiet', watch);
  } catch {
    // Told by the step, and kept as the run's failure.
  } finally {
    await run.finalStep('restore', async () => {
      await restore(tools, before);
      return { said: 'clock and traffic are as they were' };
    });
  }

  async function watch(say: Say): Promise<Done> {
    const seconds = WATCHED_SECONDS / speed;
    const start = Date.now();
    const lastId = await slack.lastId();
    const requests = await requestsSoFar();
    let told = 0;
    await until(
      async () => {
        const passed = (Date.now() - start) / 1000;
        if (passed >= told + seconds / 6) {
          told = passed;
          say(`${Math.round(passed)} of ${Math.round(seconds)} s: ${await namesOf('pending', passed)}`);
        }
        return passed >= seconds ? true : undefined;
      },
      { timeoutMs: (seconds + 10) * 1000, everyMs: 500, signal },
    );
    const fired = await firedWithin((Date.now() - start) / 1000);
    if (fired.length > 0) throw new DrillFailure('rule', `fired although nothing is broken: ${fired.join(', ')}`);
    const messages = await slack.messagesAfter(lastId);
    if (messages.length > 0)
      throw new DrillFailure(
        'route',
        `messages came although nothing is broken: ${messages.map(({ channel }) => `#${channel}`).join(', ')}`,
      );
    const made = (await requestsSoFar()) - requests;
    if (made < (TRAFFIC * seconds) / 2)
      throw new DrillFailure(
        'platform',
        `only ${Math.round(made)} requests were made in ${Math.round(seconds)} s: that proves nothing`,
      );
    return { said: `no alert and no message in ${Math.round(seconds)} s under ${Math.round(made)} requests` };
  }

  const alertsOf = (state: string): string => `ALERTS{alertstate="${state}",alertname!="Watchdog",sloth_slo=""}`;

  /** The samples of all alerts that fired in the last seconds, so that none between two looks is missed. */
  async function firedWithin(seconds: number): Promise<readonly string[]> {
    const series = await prometheus.samples(alertsOf('firing'), seconds, Date.now() / 1000);
    return [...new Set(series.map(({ labels }) => labels['alertname'] ?? ''))];
  }

  async function namesOf(state: string, seconds: number): Promise<string> {
    const series = await prometheus.samples(alertsOf(state), Math.max(seconds, 1), Date.now() / 1000);
    const names = [...new Set(series.map(({ labels }) => labels['alertname'] ?? ''))];
    return names.length === 0 ? 'nothing is pending' : `was ${state}: ${names.join(', ')}`;
  }

  async function requestsSoFar(): Promise<number> {
    const [total] = await prometheus.query('sum(traffic_requests_total{outcome=~"ok|refused"})');
    return total?.value ?? 0;
  }
}

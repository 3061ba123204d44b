import { DEFAULT_USERS } from '../traffic/request-file';
import { DrillFailure } from './drill-failure';
import type { Alertmanager } from './alertmanager';
import type { DrillTools } from './drill-tools';
import type { Prometheus } from './prometheus';
import { AUTHOR } from './finish';
import { awaitQuiet, describe, quietWithinMs } from './quietness';
import type { Done, Say } from './run';
import { until } from './until';

/** For targets to be scraped again, and traffic to begin. */
const SETTLE_MS = 180_000;

export interface Baseline {
  readonly tools: DrillTools;
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly signal: AbortSignal;
  readonly say: Say;
  /** Requests a second. */
  readonly traffic: number;
  /** Labels of the alert that the drill is about, if it is about one. */
  readonly own?: Readonly<Record<string, string>>;
}

/**
 * Starts the drill's traffic and waits until everything runs, is scraped and alerts of nothing.
 * Throws DrillFailure that says what is not well.
 */
export async function checkBaseline(baseline: Baseline): Promise<Done> {
  const { tools, prometheus, alertmanager, signal, say, traffic, own } = baseline;
  if ((await tools.traffic.status()).rate !== traffic)
    await tools.traffic.start({ rate: traffic, users: DEFAULT_USERS });
  const waiting = { timeoutMs: SETTLE_MS, everyMs: 500, signal };

  await alertmanager.expireSilences(AUTHOR);
  let sick: readonly string[] = [];
  const isHealthy = async () => {
    sick = await tools.findSick();
    return sick.length === 0 ? true : undefined;
  };
  if (!(await until(isHealthy, waiting)))
    throw new DrillFailure('platform', `not healthy: ${sick.join(', ')}; see make dev-status`);

  let down: readonly string[] = [];
  const isScraped = async () => {
    const targets = await prometheus.query('up');
    down = targets
      .filter(({ value }) => value !== 1)
      .map(({ labels }) => labels['instance_name'] ?? labels['job'] ?? '');
    return targets.length > 0 && down.length === 0 ? true : undefined;
  };
  if (!(await until(isScraped, waiting)))
    throw new DrillFailure('platform', `not scraped: ${down.length === 0 ? 'anything' : down.join(', ')}`);

  const active = await awaitQuiet(prometheus, alertmanager, {
    ...(own && { own }),
    timeoutMs: quietWithinMs(tools),
    signal,
    onWaiting: (unquiet) => say(`waiting for the end of ${describe(unquiet)}`),
  });
  if (active.length > 0) {
    const isOwn = active.some((one) => one.alert === own?.['alertname']);
    throw new DrillFailure(isOwn ? 'rule' : 'platform', `alerts although nothing is broken yet: ${describe(active)}`);
  }
  return { said: `everything runs, is scraped, and alerts of nothing; ${traffic} requests/s` };
}

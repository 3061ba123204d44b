import { hasLabels, type LoadedRule, type Prometheus } from './prometheus';

/** Points of an interval of the rule's group, at which the expression is asked for. Whole milliseconds at each speed of the clock. */
const RESOLUTION = 15;
/** As many as Prometheus gives at once. */
const MAX_POINTS = 10_000;

type Labels = Readonly<Record<string, string>>;

export interface Detection {
  /** When the data made the expression true, and it stayed so until the alert fired. Epoch seconds. */
  readonly conditionAt: number;
  /** The evaluation with which the alert fired. Epoch seconds. */
  readonly firingAt: number;
  /** Seconds from the one to the other. */
  readonly observed: number;
  /** Seconds that the loaded rule allows: `for` in whole intervals, and the interval in which the condition became true. */
  readonly allowed: number;
}

/** `for` in whole intervals, since only evaluations tell that it is over, and one interval until the first of them sees the condition. */
export function allowedDelay({ duration, interval }: Pick<LoadedRule, 'duration' | 'interval'>): number {
  return Math.ceil(duration / interval - 1e-9) * interval + interval;
}

/**
 * When an alert's condition became true and when the alert fired, by the data as Prometheus has them.
 * @param since epoch seconds before which nothing counts
 * @param labels the alert's
 * @returns undefined while the data do not show it
 */
export async function measureDetection(
  prometheus: Prometheus,
  rule: LoadedRule,
  labels: Labels,
  since: number,
): Promise<Detection | undefined> {
  const now = Date.now() / 1000;
  const selector = `ALERTS{${matchers({ alertname: rule.name, alertstate: 'firing', ...labels })}}`;
  const fired = (await prometheus.samples(selector, now - since, now)).flatMap(({ times }) => times);
  const firingAt = Math.min(...fired.filter((time) => time >= since));
  if (!Number.isFinite(firingAt)) return undefined;
  const step = rule.interval / RESOLUTION;
  // Counted back from an evaluation the points meet every evaluation, so that the condition is never later than the first that saw it.
  const points = Math.min(Math.floor((firingAt - since) / step), MAX_POINTS);
  const start = firingAt - points * step;
  // The rule's own labels and the alert's name are on the alert, and not on the rows of its expression.
  const ofRow = Object.fromEntries(
    Object.entries(labels).filter(([name]) => name !== 'alertname' && !(name in rule.labels)),
  );
  const rows = (await prometheus.range(rule.query, start, firingAt, step)).filter((row) =>
    hasLabels(row.labels, ofRow),
  );
  const conditionAt = beginOfLastStretch(
    rows.flatMap(({ times }) => times),
    step,
  );
  if (conditionAt === undefined) return undefined;
  // Times are whole milliseconds; their difference as a float may be a little less.
  const observed = Math.round((firingAt - conditionAt) * 1000) / 1000;
  return { conditionAt, firingAt, observed, allowed: allowedDelay(rule) };
}

/** Where the times that lie no more than a step apart, up to the last one, begin. Undefined where there are none. */
export function beginOfLastStretch(times: readonly number[], step: number): number | undefined {
  const sorted = [...new Set(times)].sort((a, b) => b - a);
  let begin = sorted[0];
  for (const time of sorted.slice(1)) {
    if (begin === undefined || begin - time > step * 1.5) break;
    begin = time;
  }
  return begin;
}

const matchers = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');

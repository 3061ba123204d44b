import type { HistogramName, Series } from './metrics';

/** Label matchers: a value that has regular-expression characters or a variable in it is matched as an expression, any other as it is. */
export type Matchers = Readonly<Record<string, string>>;

/** The rate window of every panel: Grafana makes it at least four scrapes wide, whatever the time range. */
export const RATE_WINDOW = '$__rate_interval';

/** The one selector of the house: `name{label="value",other=~"$variable"}`. */
export function select(series: Series, matchers: Matchers = {}): string {
  const written = Object.entries(matchers).map(([label, value]) => {
    const negated = value.startsWith('!');
    const text = negated ? value.slice(1) : value;
    return `${label}${negated ? '!' : '='}${/[$|*+?]/.test(text) ? '~' : negated ? '=' : ''}"${text}"`;
  });
  return written.length === 0 ? series : `${series}{${written.join(',')}}`;
}

/** Per-second rate of a counter. */
export function rate(series: Series, matchers?: Matchers): string {
  return `rate(${select(series, matchers)}[${RATE_WINDOW}])`;
}

/** @param labels to keep; none for one sum over all. */
export function sum(expression: string, ...labels: readonly string[]): string {
  return aggregate('sum', expression, labels);
}

/** @param labels to keep; none for the largest of all. */
export function max(expression: string, ...labels: readonly string[]): string {
  return aggregate('max', expression, labels);
}

function aggregate(operator: string, expression: string, labels: readonly string[]): string {
  return labels.length === 0 ? `${operator}(${expression})` : `${operator} by (${labels.join(', ')}) (${expression})`;
}

/** A quantile of one of our own histograms, in its unit. */
export function quantile(
  q: number,
  histogram: HistogramName,
  matchers: Matchers = {},
  ...labels: readonly string[]
): string {
  return quantileOf(q, `${histogram}_bucket`, matchers, ...labels);
}

/** As `quantile`, for any series of buckets. */
export function quantileOf(q: number, buckets: Series, matchers: Matchers = {}, ...labels: readonly string[]): string {
  return `histogram_quantile(${q}, ${sum(rate(buckets, matchers), 'le', ...labels)})`;
}

/**
 * For a counter whose series appear with the first event: 0 while there is none, but nothing at all while the job that counts is
 * down, so that a zero is always a measurement.
 * @param label gets the value `none` in the row that stands for "no series", so that its legend has a name.
 */
export function zeroWhileNone(expression: string, job: string, label?: string): string {
  const zero = `0 * max(${select('up', { job })} == 1)`;
  return `${expression} or on () ${label === undefined ? zero : `label_replace(${zero}, "${label}", "none", "", "")`}`;
}

/** @returns parts per whole, 0 where there is nothing to be a part of. */
export function ratio(part: string, whole: string): string {
  return `${part} / (${whole} > 0) or 0 * ${whole}`;
}

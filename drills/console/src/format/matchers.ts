import type { Labels, Matcher } from '../../../src/console/api';

/** @returns e.g. `{alertname="X", service=~"y.*"}`, as Alertmanager's links have it */
export const formatMatchers = (matchers: readonly Matcher[]): string => `{${matchers.map(formatMatcher).join(', ')}}`;

/** Matchers that fit just these labels, by name. */
export const matchersOf = (labels: Labels): readonly Matcher[] =>
  Object.entries(labels)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => ({ name, value, isEqual: true, isRegex: false }));

function formatMatcher({ name, value, isEqual, isRegex }: Matcher): string {
  const operator = isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=';
  return `${name}${operator}"${value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

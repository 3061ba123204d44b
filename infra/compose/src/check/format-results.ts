import type { CheckResult } from './run-checks';

/** A line for each check, below it what it found, and the total. Ends with a line break. */
export function formatResults(results: readonly CheckResult[]): string {
  const lines = results.flatMap(({ name, title, seconds, findings }) => [
    `${findings.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${title} (${seconds.toFixed(1)} s)`,
    ...findings.flatMap(({ where, what, remedy }) => [`     ${where}: ${what}`, `       → ${remedy}`]),
  ]);
  const count = results.reduce((total, { findings }) => total + findings.length, 0);
  const total = count === 0 ? 'nothing is wrong' : `${count} finding${count === 1 ? '' : 's'}`;
  return [...lines, `${results.length} checks: ${total}`, ''].join('\n');
}

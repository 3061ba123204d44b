import type { Check, CheckedFinding } from './finding';
import type { Subject } from './subject';

/** How a check went. */
export interface CheckResult {
  readonly name: string;
  readonly title: string;
  readonly seconds: number;
  readonly findings: readonly CheckedFinding[];
}

/** Runs the checks one after the other: some start programs that keep a processor busy. */
export async function runChecks(subject: Subject, checks: readonly Check[]): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const started = performance.now();
    const findings = await check.run(subject);
    results.push({
      name: check.name,
      title: check.title,
      seconds: (performance.now() - started) / 1000,
      findings: findings.map((finding) => ({ check: check.name, ...finding })),
    });
  }
  return results;
}

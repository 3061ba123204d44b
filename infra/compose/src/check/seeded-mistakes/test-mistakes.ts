import { READING_CHECKS, RUNNING_CHECKS } from '../checks';
import type { CheckedFinding } from '../finding';
import { runChecks } from '../run-checks';
import type { Mistake } from './mistake';
import { show, TIMEOUT_MS, withMistake } from './with-mistake';

type Expected = Mistake['found'][number];

/** Tests that each of `mistakes` is found and named, and nothing besides. */
export function testMistakes(mistakes: readonly Mistake[]): void {
  test.each(mistakes)(
    'a seeded mistake is named: $name',
    async ({ seed, found, running }) => {
      const checks = [...READING_CHECKS, ...RUNNING_CHECKS.filter(({ name }) => name === running)];
      const results = await withMistake(seed, async (subject) => runChecks(await subject, checks));
      const findings = results.flatMap(({ findings }) => findings);
      const unexpected = findings.filter((finding) => !found.some((expected) => isIt(finding, expected)));
      const missing = found.filter((expected) => !findings.some((finding) => isIt(finding, expected)));
      expect({ unexpected: unexpected.map(show), missing }).toEqual({ unexpected: [], missing: [] });
      expect(findings).toHaveLength(found.length);
    },
    TIMEOUT_MS,
  );
}

function isIt({ check, where, what }: CheckedFinding, [name, place, words]: Expected): boolean {
  const isTold = typeof words === 'string' ? what.includes(words) : words.test(what);
  return name === check && where.includes(place) && isTold;
}

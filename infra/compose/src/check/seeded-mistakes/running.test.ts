import { resolvePaths } from '@firewatch/native';
import { READING_CHECKS, RUNNING_CHECKS } from '../checks';
import { runChecks } from '../run-checks';
import { readSubject } from '../subject';
import { FOUND_BY_RUNNING } from './mistakes';
import { testMistakes } from './test-mistakes';
import { describeInstalled, show, TIMEOUT_MS } from './with-mistake';

describeInstalled('of docker-compose.yml', () => {
  test(
    'nothing is wrong',
    async () => {
      const results = await runChecks(await readSubject(resolvePaths()), [...READING_CHECKS, ...RUNNING_CHECKS]);
      expect(results.flatMap(({ findings }) => findings.map(show))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  testMistakes(FOUND_BY_RUNNING);
});

import { READING_CHECKS, RUNNING_CHECKS } from '../checks';
import { ComposeFileError } from '../read-compose-file';
import { set } from './edits';
import { FOUND_BY_READING, FOUND_BY_RUNNING } from './mistakes';
import { testMistakes } from './test-mistakes';
import { describeInstalled, withMistake } from './with-mistake';

describeInstalled('of docker-compose.yml', () => {
  testMistakes(FOUND_BY_READING);

  test.each(READING_CHECKS.concat(RUNNING_CHECKS))('the check $name has a seeded mistake', ({ name }) => {
    const mistakes = [...FOUND_BY_READING, ...FOUND_BY_RUNNING];
    expect(mistakes.some(({ found }) => found.some(([check]) => check === name))).toBe(true);
  });

  test('a file that Compose cannot load is told of in its own words', async () => {
    await withMistake(set('services/redis/memory_limit', '1m'), async (reading) => {
      await expect(reading).rejects.toThrow(ComposeFileError);
      await expect(reading).rejects.toThrow(/services\.redis .*memory_limit/);
    });
  });
});

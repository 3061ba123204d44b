import { summarise } from './summarise';

interface Suite {
  readonly name: string;
  readonly status: 'passed' | 'failed';
  readonly message?: string;
  readonly failures?: readonly string[];
}

function report(passed: number, suites: readonly Suite[] = [], skipped = 0): string {
  const failed = suites.flatMap(({ failures }) => failures ?? []);
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed.length,
    numPendingTests: skipped,
    numTodoTests: 0,
    testResults: suites.map(({ name, status, message, failures }) => ({
      name,
      status,
      message: message ?? '',
      assertionResults: (failures ?? []).map((fullName) => ({
        fullName,
        status: 'failed',
        failureMessages: ['\u001b[31m\n  expected 1\u001b[0m\n  at somewhere'],
      })),
    })),
  });
}

it('adds up what passed over several reports', () => {
  const { lines, success } = summarise([
    { file: 'a', content: report(3) },
    { file: 'b', content: report(4) },
  ]);
  expect(lines).toEqual(['7 passed, 0 failed']);
  expect(success).toBe(true);
});

it('names each failed test with the first line of its message, and ends with the totals', () => {
  const suite = { name: 'x.test.ts', status: 'failed', failures: ['adds up', 'is quick'] } as const;
  const { lines, success } = summarise([{ file: 'a', content: report(5, [suite]) }]);
  expect(lines).toEqual(['✗ x.test.ts', '    adds up: expected 1', '    is quick: expected 1', '5 passed, 2 failed']);
  expect(success).toBe(false);
});

it('counts a suite that could not run as a failure', () => {
  const suite = { name: 'x.test.ts', status: 'failed', message: 'Cannot find module' } as const;
  const { lines, success } = summarise([{ file: 'a', content: report(5, [suite]) }]);
  expect(lines.at(-1)).toBe('5 passed, 1 failed');
  expect(lines[1]).toContain('Cannot find module');
  expect(success).toBe(false);
});

it.each([undefined, '', '{"numPassedTests":1}'])('counts a report with content %j as a failure', (content) => {
  const { lines, success } = summarise([
    { file: 'a', content: report(5) },
    { file: 'b', content },
  ]);
  expect(lines.at(-1)).toBe('5 passed, 1 failed');
  expect(lines[0]).toContain('b: ');
  expect(success).toBe(false);
});

it('is no success when nothing ran', () => {
  expect(summarise([])).toEqual({ lines: ['0 passed, 0 failed'], success: false });
  expect(summarise([{ file: 'a', content: report(0) }]).success).toBe(false);
});

it('mentions skipped tests only where there are some', () => {
  expect(summarise([{ file: 'a', content: report(5, [], 2) }]).lines).toEqual(['5 passed, 0 failed, 2 skipped']);
});

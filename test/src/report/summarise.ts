import { z } from 'zod';

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

/** One `jest --json` report, by the file it came from. `content` is undefined when there is no such file. */
export interface Report {
  readonly file: string;
  readonly content: string | undefined;
}

export interface Summary {
  /** To print; the last one is the totals: `N passed, N failed`, with `, N skipped` where tests were skipped. */
  readonly lines: readonly string[];
  /** True when tests ran, all passed, and every report was there and could be read. */
  readonly success: boolean;
}

/**
 * Adds up reports. A suite that could not run at all counts as one failed test, and so does a report that is missing or unreadable,
 * so that a crash is never a pass.
 */
export function summarise(reports: readonly Report[]): Summary {
  const lines: string[] = [];
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const { file, content } of reports) {
    if (content === undefined) {
      lines.push(`✗ ${file}: no report; the run did not get so far`);
      totals.failed += 1;
      continue;
    }
    const report = parse(content);
    if (report === undefined) {
      lines.push(`✗ ${file}: not a report of jest --json`);
      totals.failed += 1;
      continue;
    }
    totals.passed += report.numPassedTests;
    totals.failed += report.numFailedTests;
    totals.skipped += report.numPendingTests + report.numTodoTests;
    for (const suite of report.testResults.filter(({ status }) => status === 'failed')) {
      const failures = suite.assertionResults.filter(({ status }) => status === 'failed');
      lines.push(`✗ ${suite.name}`);
      if (failures.length === 0) {
        totals.failed += 1;
        lines.push(`    could not run: ${firstLine(suite.message)}`);
      }
      for (const { fullName, failureMessages } of failures) {
        lines.push(`    ${fullName}: ${firstLine(failureMessages?.[0] ?? '')}`);
      }
    }
  }
  const { passed, failed, skipped } = totals;
  lines.push(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return { lines, success: passed > 0 && failed === 0 };
}

function parse(content: string): z.infer<typeof reportSchema> | undefined {
  try {
    return reportSchema.parse(JSON.parse(content));
  } catch {
    return undefined;
  }
}

// Jest colours its messages.
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

function firstLine(message: string): string {
  const line = message
    .replace(COLOURS, '')
    .split('\n')
    .map((text) => text.trim())
    .find((text) => text !== '');
  return (line ?? 'no message').slice(0, 200);
}

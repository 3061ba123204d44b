import type { CoverageMapData } from 'istanbul-lib-coverage';
import { totalLines } from './total-lines';

/** A report in which these lines of a file ran so often. */
function report(file: string, hits: readonly number[]): CoverageMapData {
  const place = (line: number) => ({ start: { line, column: 0 }, end: { line, column: 80 } });
  return {
    [file]: {
      path: file,
      statementMap: Object.fromEntries(hits.map((_, index) => [index, place(index + 1)])),
      s: Object.fromEntries(hits.entries()),
      fnMap: {},
      f: {},
      branchMap: {},
      b: {},
    },
  };
}

test('a line that ran in one of the runs is covered', () => {
  const reports = [report('/root/app/src/a.ts', [1, 0, 0]), report('/root/app/src/a.ts', [0, 0, 7])];
  expect(totalLines(reports, '/root', ['app'])).toEqual([{ workspace: 'app', lines: 3, covered: 2 }]);
});

test('files belong to the workspace whose sources they are; a workspace without any has no lines', () => {
  const reports = [report('/root/app/src/a.ts', [1, 0]), report('/root/telemetry/src/b.ts', [1])];
  expect(totalLines(reports, '/root', ['telemetry', 'app', 'application'])).toEqual([
    { workspace: 'app', lines: 2, covered: 1 },
    { workspace: 'application', lines: 0, covered: 0 },
    { workspace: 'telemetry', lines: 1, covered: 1 },
  ]);
});

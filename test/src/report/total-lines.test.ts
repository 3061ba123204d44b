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
  expect(totalLines(reports, '/root', ['app/src'])).toEqual([{ name: 'app/src', lines: 3, covered: 2 }]);
});

test('files belong to the folders that they are in; a folder without any has no lines', () => {
  const reports = [report('/root/app/src/a.ts', [1, 0]), report('/root/telemetry/src/b.ts', [1])];
  expect(totalLines(reports, '/root', ['telemetry/src', 'app/src', 'app/src/a'])).toEqual([
    { name: 'app/src', lines: 2, covered: 1 },
    { name: 'app/src/a', lines: 0, covered: 0 },
    { name: 'telemetry/src', lines: 1, covered: 1 },
  ]);
});

import path from 'node:path';
import { createCoverageMap, type CoverageMapData } from 'istanbul-lib-coverage';

/** Lines of code, and how many of them ran in any of the tests. */
export interface LineTotal {
  readonly name: string;
  readonly lines: number;
  readonly covered: number;
}

/**
 * Adds up Istanbul's reports of several runs, line by line: a line is covered when it ran in one of them. One total for each folder,
 * named by it, in alphabetical order.
 * @param folders below `root`
 */
export function totalLines(reports: readonly CoverageMapData[], root: string, folders: readonly string[]): LineTotal[] {
  const ran = new Map<string, Map<string, boolean>>();
  for (const report of reports) {
    const map = createCoverageMap(report);
    for (const file of map.files()) {
      const lines = ran.get(file) ?? new Map<string, boolean>();
      ran.set(file, lines);
      for (const [line, hits] of Object.entries(map.fileCoverageFor(file).getLineCoverage())) {
        lines.set(line, hits > 0 || lines.get(line) === true);
      }
    }
  }
  return folders.toSorted().map((name) => {
    const folder = path.join(root, name) + path.sep;
    const lines = [...ran].filter(([file]) => file.startsWith(folder)).flatMap(([, ofFile]) => [...ofFile.values()]);
    return { name, lines: lines.length, covered: lines.filter((hasRun) => hasRun).length };
  });
}

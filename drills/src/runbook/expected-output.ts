const ANYTHING = '…';
const NOTHING_MORE = '(nothing more)';

/**
 * Holds what came against what a page says. `…` within a line stands for anything within that line, a line that is `…` alone for any
 * number of lines, also none; all else is literal. Blanks at the end of a line, and empty lines at the end, do not count.
 * @returns undefined if it fits; else a text that shows the first line that does not, as the page has it and as it came
 */
export function compareOutput(expected: string, output: string): string | undefined {
  const wanted = linesOf(expected);
  const seen = linesOf(output);
  // The lines of the page that may come next, as the lines that came are read one after the other; wildcards leave several.
  let reached = new Set(afterWildcards(wanted, 0));
  let furthest = { wanted: Math.max(...reached), seen: 0 };
  for (const [index, line] of seen.entries()) {
    const next = [...reached].flatMap((at) => {
      const other = wanted[at];
      if (other === undefined) return [];
      if (isWildcard(other)) return afterWildcards(wanted, at);
      return lineFits(other, line) ? afterWildcards(wanted, at + 1) : [];
    });
    reached = new Set(next);
    const best = Math.max(...reached);
    if (best > furthest.wanted) furthest = { wanted: best, seen: index + 1 };
  }
  if (reached.has(wanted.length)) return undefined;
  return misfit(wanted, seen, furthest);
}

const linesOf = (text: string): readonly string[] =>
  text.trim() === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => line.trimEnd());

const isWildcard = (line: string | undefined): boolean => line?.trim() === ANYTHING;

/** The line at `at`, and those that come next if it and its followers are wildcards that stand for no line. */
function afterWildcards(wanted: readonly string[], at: number): readonly number[] {
  return isWildcard(wanted[at]) ? [at, ...afterWildcards(wanted, at + 1)] : [at];
}

function lineFits(wanted: string, line: string): boolean {
  const [first = '', ...others] = wanted.split(ANYTHING);
  const last = others.pop();
  if (last === undefined) return line === wanted;
  if (!line.startsWith(first) || !line.endsWith(last)) return false;
  let from = first.length;
  const end = line.length - last.length;
  for (const part of others) {
    const found = line.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return from <= end;
}

function misfit(wanted: readonly string[], seen: readonly string[], at: { wanted: number; seen: number }): string {
  const page = wanted[at.wanted] ?? NOTHING_MORE;
  const afterWildcard = isWildcard(wanted[at.wanted - 1]);
  const came = afterWildcard ? `no such line from line ${at.seen + 1} on` : (seen[at.seen] ?? NOTHING_MORE);
  return `line ${at.wanted + 1} does not fit\n  the page: ${page}\n  it came:  ${came}`;
}

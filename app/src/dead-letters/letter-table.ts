import { failedAt } from './dead-letter';
import { idOf } from './place';
import { printable, printableKey } from './printable';
import type { Screen } from './screen';
import type { ListedLetter } from './selection';

const HEAD = ['ID', 'FAILED AT', 'ORIGIN', 'GROUP', 'REASON', 'KEY', 'DECISION', 'MESSAGE'];
const DECISION = HEAD.indexOf('DECISION');

/** A line for each, under a heading; cut at the edge of a terminal. The decision has a column if any was made. */
export function tableOf(
  listed: readonly ListedLetter[],
  { paint, columns }: Pick<Screen, 'paint' | 'columns'>,
): string[] {
  const hasDecisions = listed.some(({ decision }) => decision);
  const rows = [HEAD, ...listed.map(cellsOf)].map((cells) => cells.filter((_, at) => hasDecisions || at !== DECISION));
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((cells) => cells[at]?.length ?? 0))) ?? [];
  return rows.map((cells, row) => {
    const line = cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
    const fitting = columns !== undefined && line.length > columns ? `${line.slice(0, columns - 1)}…` : line;
    return row === 0 ? paint('bold', fitting) : fitting;
  });
}

function cellsOf({ letter, decision }: ListedLetter): string[] {
  const { failure, key } = letter;
  return [
    idOf(letter),
    failedAt(letter)?.toISOString() ?? 'unknown',
    failure ? `${printable(failure.topic)}/${failure.partition}/${failure.offset}` : '-',
    printable(failure?.group ?? '-'),
    printable(failure?.code ?? '-'),
    printableKey(key),
    decision ? `${decision.decision}${decision.reason === null ? '' : `: ${printable(decision.reason)}`}` : 'waits',
    printable(failure?.message ?? '-'),
  ];
}

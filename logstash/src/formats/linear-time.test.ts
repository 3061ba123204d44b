import { toDocument } from '../document';
import { fixtureOf, PROCESSES, recordsOf } from './lines-of-test';

/** What a line goes on with, again and again, after any part of a real line. */
const REPEATED = [
  ' ', '\t', '\r', '\u2028', '"', '\\"', '\\', '0', 'A', 'a', '.', ',', ':', ':1', '=', 'a=', 'a="', '[', ']', '] [', '{', '{"a":',
  '(', ' (', ' (a)', '<', '> ', 'Error', '.Error', 'Caused by: ', ' at ', ',db=', ' A: ', '\u001B[', '\u001B[1', '-', '/',
]; // prettier-ignore

const SCREENED_CHARACTERS = 8 * 1024;
/** A linear parser takes a tenth of it for a screened line. What takes longer is measured again at two lengths, and compared. */
const SUSPICIOUS_MS = 10;
const MEASURED_CHARACTERS = 16 * 1024;
/** Linear is 2, quadratic 4. */
const LARGEST_GROWTH = 3;

/** Parts of the format's first lines, from the beginning to each place where one kind of character ends. */
function beginnings(format: string): string[] {
  const lines = fixtureOf(format).split('\n').slice(0, 2);
  const cuts = lines.flatMap((line) =>
    [...line.slice(0, 160).matchAll(/\w+|\W/g)].map((part) => line.slice(0, part.index)),
  );
  // A stack trace and a report are read as well.
  return [...new Set([...cuts, `${lines[0] ?? ''}\n\tat a\n`, `${lines[0] ?? ''}\nx`])];
}

/** Of processor time, so that other processes do not count. */
function millisecondsFor(process_: string, text: string): number {
  const before = process.cpuUsage();
  for (const record of recordsOf(process_, text.split('\n'))) toDocument(record, new Date());
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The least of some, without the collector of garbage. */
function fastest(process: string, text: string): number {
  return Math.min(...Array.from({ length: 5 }, () => millisecondsFor(process, text)));
}

/** The first part that it finds to be slow: what is quadratic in one place is so for many parts, and measuring them all takes minutes. */
function findSlowLine(process: string, format: string): string | undefined {
  for (const beginning of beginnings(format)) {
    for (const part of REPEATED) {
      const of = (characters: number) => `${beginning}${part.repeat(characters / part.length)}!`;
      if (millisecondsFor(process, of(SCREENED_CHARACTERS)) < SUSPICIOUS_MS) continue;
      const once = fastest(process, of(MEASURED_CHARACTERS));
      const twice = fastest(process, of(2 * MEASURED_CHARACTERS));
      if (twice > SUSPICIOUS_MS && twice > LARGEST_GROWTH * once)
        return `${JSON.stringify(beginning)} and ${JSON.stringify(part)}: ${once} ms, twice as long ${twice} ms`;
    }
  }
  return undefined;
}

test.each(Object.entries(PROCESSES))('%s takes time in proportion to the length of a line', (format, process) => {
  expect(findSlowLine(process, format)).toBeUndefined();
});

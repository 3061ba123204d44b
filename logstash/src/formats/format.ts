import type { Fields } from '../fields';

/** What a format found in one record. */
export interface Parsed {
  /** ISO 8601 in UTC. Absent where the record carries no time: the time of reading is taken. */
  readonly timestamp?: string;
  /** In the program's own words; `toEcsLevel` translates it. */
  readonly level?: string;
  readonly message: string;
  readonly fields?: Fields;
}

/** How one kind of log file is read. */
export interface Format {
  readonly name: string;
  /** False for a line that continues the record before it (a stack trace, a DETAIL). */
  readonly startsRecord: (line: string) => boolean;
  /**
   * Takes time linear in the record's length.
   * @returns undefined where the record is not of this format, also for a time that does not exist; it is then kept whole and tagged.
   * @throws {UnreadableRecordError} for a record beyond a limit; it is kept likewise, with the reason
   */
  readonly parse: (record: string) => Parsed | undefined;
}

/** The continuation rule of most programs: indented lines, and the links of a Java exception's chain. */
export function startsUnindented(line: string): boolean {
  return !/^(?:\s|Caused by: |Suppressed: )/.test(line);
}

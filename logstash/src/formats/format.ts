/** A tree of ECS fields; keys are single names, never dotted. */
export interface Fields {
  [name: string]: FieldValue;
}
export type FieldValue = string | number | boolean | null | undefined | readonly FieldValue[] | Fields;

/** What a format found in one record. */
export interface Parsed {
  /** ISO 8601 with a zone. Absent where the record carries no usable time: the time of reading is taken. */
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
  /** @returns undefined where the record is not of this format; it is then kept whole and tagged. Never throws. */
  readonly parse: (record: string) => Parsed | undefined;
}

/** The continuation rule of most programs: indented lines, and the links of a Java exception's chain. */
export function startsUnindented(line: string): boolean {
  return !/^\s|^Caused by: |^Suppressed: /.test(line);
}

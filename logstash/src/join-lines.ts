import { unwrapLine, type Format } from './formats';
import type { Line, LogRecord } from './record';

const MAX_RECORD_CHARACTERS = 256 * 1024;

/**
 * Puts the lines of one process together to records. A record is complete when the next one starts, or when nothing was added to it
 * for a while: only the next line tells whether a stack trace is over.
 */
export class LineJoiner {
  private pending:
    { readonly first: Line; readonly texts: string[]; last: Line; characters: number; at: number } | undefined;

  constructor(
    private readonly process: string,
    private readonly format: Format,
  ) {}

  /** @returns the records that these lines completed. Blank lines end no record and make none. */
  push(lines: readonly Line[], now: number): LogRecord[] {
    const records: LogRecord[] = [];
    for (const line of lines) {
      const text = unwrapLine(line.text).trimEnd();
      if (text === '') {
        if (this.pending) this.pending.last = line;
        continue;
      }
      const full = this.pending !== undefined && this.pending.characters + text.length > MAX_RECORD_CHARACTERS;
      if (this.pending === undefined || full || this.format.startsRecord(text)) {
        records.push(...this.flush());
        this.pending = { first: line, texts: [text], last: line, characters: text.length, at: now };
      } else {
        this.pending.texts.push(text);
        this.pending.characters += text.length + 1;
        this.pending.last = line;
        this.pending.at = now;
      }
    }
    return records;
  }

  /** @returns the record that waits for its end, if it has waited for `quietMs`. */
  flushQuiet(now: number, quietMs: number): LogRecord[] {
    return this.pending !== undefined && now - this.pending.at >= quietMs ? this.flush() : [];
  }

  /** @returns the record that waits for its end, if there is one. */
  flush(): LogRecord[] {
    if (this.pending === undefined) return [];
    const { first, texts, last } = this.pending;
    this.pending = undefined;
    return [
      {
        process: this.process,
        text: texts.join('\n'),
        path: first.path,
        file: first.file,
        start: first.start,
        endFile: last.file,
        end: last.end,
      },
    ];
  }
}

import { unwrapLine, type Format } from './formats';
import { LIMITS } from './limits/limits';
import type { Line, LogRecord } from './record';

interface Pending {
  readonly first: Line;
  readonly since: number;
  readonly texts: string[];
  last: Line;
  characters: number;
  at: number;
}

/**
 * Puts the lines of one process together to records. A record is complete when the next one starts, when it is full (`LIMITS`), or when
 * nothing was added to it for a while: only the next line tells whether a stack trace is over.
 */
export class LineJoiner {
  private pending: Pending | undefined;

  constructor(
    private readonly process: string,
    private readonly format: Format,
  ) {}

  /** When the first line of the record was read that waits for its end, in milliseconds since 1970. */
  get waitingSince(): number | undefined {
    return this.pending?.since;
  }

  /** @returns the records that these lines completed. Blank lines end no record and make none. Never throws. */
  push(lines: readonly Line[], now: number): LogRecord[] {
    const records: LogRecord[] = [];
    for (const line of lines) {
      const text = textOf(line);
      if (text === '') {
        if (this.pending) this.pending.last = line;
        continue;
      }
      if (this.pending === undefined || isFull(this.pending, text) || this.format.startsRecord(text)) {
        records.push(...this.flush());
        this.pending = { first: line, since: now, texts: [text], last: line, characters: text.length, at: now };
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

/** A line that cannot be unwrapped is taken as it is. */
function textOf({ text }: Line): string {
  try {
    return unwrapLine(text).trimEnd();
  } catch {
    return text.trimEnd();
  }
}

function isFull({ texts, characters }: Pending, text: string): boolean {
  return texts.length >= LIMITS.recordLines || characters + text.length + 1 > LIMITS.recordCharacters;
}

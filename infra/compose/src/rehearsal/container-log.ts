/** What `docker logs --timestamps` puts before each line, and before each further piece of one of more than 16 kB: when the line came. */
const TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z) /;

/** Up to where a log was read. */
interface Position {
  /** Of the newest line, as Docker writes it; empty before the first. */
  readonly time: string;
  /** How many lines have that time. */
  readonly lines: number;
}

/** The lines of one container, each once and none left out, however often `docker logs --timestamps` begins anew. */
export class ContainerLog {
  private position: Position = { time: '', lines: 0 };
  /** Of the lines that this reading repeats. */
  private known = this.position;
  private repeated = 0;
  private rest = '';

  /** Begins another reading. @returns for `--since`, which includes the lines of that very time; undefined: read from the start */
  begin(): string | undefined {
    this.known = this.position;
    this.repeated = 0;
    // Of a line that was not complete, the next reading has all of it.
    this.rest = '';
    return this.known.time === '' ? undefined : this.known.time;
  }

  /** @param text what Docker printed next. @returns the new ones among the lines that it completes, as the container wrote them */
  take(text: string): string[] {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.takeLine(line));
  }

  private takeLine(line: string): string[] {
    const [prefix, time] = TIME.exec(line) ?? [];
    // Docker's own words, e.g. that there is no such container any more.
    if (prefix === undefined || time === undefined) return [];
    if (this.isRepeated(time)) return [];
    const { time: newest, lines } = this.position;
    if (time > newest) this.position = { time, lines: 1 };
    else if (time === newest) this.position = { time, lines: lines + 1 };
    return [line.replaceAll(prefix, '')];
  }

  private isRepeated(time: string): boolean {
    if (time === this.known.time && this.repeated < this.known.lines) {
      this.repeated += 1;
      return true;
    }
    return time < this.known.time;
  }
}

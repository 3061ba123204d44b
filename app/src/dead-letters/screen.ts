/** What an operator sees, and is asked. */
export interface Screen {
  /** A line of the answer, on stdout. */
  say(line: string): void;
  /** A remark, on stderr. */
  remark(line: string): void;
  /** Told over and over how far a long read is; shown on a terminal only. */
  progress(done: number, total: number): void;
  /** Colours only where a terminal shows them. */
  paint(style: 'bold' | 'red' | 'green', text: string): string;
  /** Width of the terminal; undefined when stdout is none. */
  columns: number | undefined;
  /** Asks for a yes; undefined where nobody can answer. */
  confirm: ((question: string) => Promise<boolean>) | undefined;
}

import { isUtf8 } from 'node:buffer';

/**
 * The form of a line of `.env.local` that every reader of the file understands alike: this program, a shell (`. ./.env.local`), and
 * Docker Compose (`--env-file`).
 *
 * `NAME=value`, perhaps with `export` before it, and a comment after it that begins with a blank and `#`. The value is
 * - nothing,
 * - letters, digits and `_ @ % + = : , . / -`, or
 * - anything between two `'` but `'` and a backslash, or between two `"` but `"`, a backslash, `$` and a backquote.
 *
 * What else a shell takes, another reader takes for something else: it cuts a value at `#`, puts in variables, or keeps a backslash.
 */
const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)=(?:([\w@%+=:,./-]+|'[^'\\]*'|"[^"\\$`]*")(?:[ \t]* #.*)?)?[ \t]*$/;
const BLANK_OR_COMMENT = /^[ \t]*(?:#.*)?$/;

// eslint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL_CHARACTER = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** A line that is refused, and why. Tells nothing of a value. Lines are counted from 1. */
export interface RefusedLine {
  readonly line: number;
  readonly kind: 'not an assignment' | 'read differently';
  /** A sentence: what is wrong. */
  readonly problem: string;
  /** A sentence: what to write instead. */
  readonly advice: string;
}

/** What an env file says, and where. */
export interface EnvFile {
  readonly values: Readonly<Record<string, string>>;
  /** The lines that set each variable; the last of them counts. */
  readonly lines: ReadonlyMap<string, readonly number[]>;
  readonly refused: readonly RefusedLine[];
}

/** @returns what the bytes of an env file say; nothing throws */
export function parseEnvFile(content: Uint8Array): EnvFile {
  const values = new Map<string, string>();
  const lines = new Map<string, number[]>();
  const refused: RefusedLine[] = [];
  for (const [index, bytes] of splitLines(content).entries()) {
    const line = index + 1;
    const text = Buffer.from(bytes).toString('utf8');
    const refusal = isUtf8(bytes) ? refusalOf(text, line) : NOT_UTF8;
    const [, name, value = ''] = ASSIGNMENT.exec(text) ?? [];
    if (refusal) {
      refused.push({ line, ...refusal });
    } else if (name !== undefined) {
      values.set(name, /^['"]/.test(value) ? value.slice(1, -1) : value);
      lines.set(name, [...(lines.get(name) ?? []), line]);
    }
  }
  return { values: Object.fromEntries(values), lines, refused: oneForLineEnds(refused) };
}

function splitLines(content: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start <= content.length;) {
    const end = content.indexOf(0x0a, start);
    lines.push(content.subarray(start, end === -1 ? undefined : end));
    start = end === -1 ? content.length + 1 : end + 1;
  }
  return lines;
}

type Refusal = Omit<RefusedLine, 'line'>;

function differently(problem: string, advice: string): Refusal {
  return { kind: 'read differently', problem, advice };
}

const NOT_UTF8 = differently('is not UTF-8.', 'Save the file as UTF-8.');
const BYTE_ORDER_MARK = differently(
  'begins with a byte order mark, which a shell takes for a part of the name.',
  'Save the file as UTF-8 without it.',
);
const WINDOWS_LINE_END = differently(
  'ends as on Windows, and a shell adds that to the value.',
  "Save the file with Unix line ends, or run: sed -i 's/\\r$//' .env.local",
);

/** @returns what is wrong with the line, the first thing that is; undefined for one that every reader understands alike */
function refusalOf(text: string, line: number): Refusal | undefined {
  if (line === 1 && text.startsWith('\ufeff')) return BYTE_ORDER_MARK;
  if (text.endsWith('\r')) return WINDOWS_LINE_END;
  if (CONTROL_CHARACTER.test(text)) {
    return differently('has a control character, which readers drop or keep.', 'Remove it.');
  }
  if (BLANK_OR_COMMENT.test(text) || ASSIGNMENT.test(text)) return undefined;
  const [, name, before, rest = ''] = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)([ \t]*)=(.*)$/.exec(text) ?? [];
  if (name === undefined) {
    return {
      kind: 'not an assignment',
      problem: 'is not of the form NAME=value.',
      advice: 'Write it so, or put a # before it.',
    };
  }
  if (before !== '' || /^[ \t]/.test(rest)) {
    return differently(
      'has a blank beside the =, and a shell takes it for a command.',
      `Write ${name}=… without blanks.`,
    );
  }
  return refusalOfValue(name, rest);
}

function refusalOfValue(name: string, value: string): Refusal {
  const quoted = `Write ${name}='…', with nothing but a comment after it.`;
  if (value.includes('\\')) {
    return differently('has a backslash in its value, which readers drop or keep.', `Write ${name}=… without one.`);
  }
  if (value.startsWith("'")) {
    return differently("has no ' at the end of its value, or something after it.", quoted);
  }
  if (value.startsWith('"')) {
    return differently(
      'has a value in " with a $ or a backquote, without a " at its end, or with something after it.',
      quoted,
    );
  }
  return differently('has a character in its value that readers understand in different ways.', quoted);
}

/** A file with the line ends of Windows has one problem, and not one a line. */
function oneForLineEnds(refused: readonly RefusedLine[]): RefusedLine[] {
  const ofWindows = refused.filter(({ problem }) => problem === WINDOWS_LINE_END.problem);
  const others = ofWindows.slice(1).map(({ line }) => line);
  return refused.filter(({ line }) => !others.includes(line));
}

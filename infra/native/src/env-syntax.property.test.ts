import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { parseEnvFile, type RefusedLine } from './env-syntax';
import { variables } from './variables';

let folder: string;
beforeAll(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'env-syntax-'))));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** What means something to a shell, to Docker Compose or to Node.js, with some that means nothing. */
const SPECIAL = [
  ...Array.from('\'\'""\\$`#  \t\t=:!*?[]{}~&|;<>()^%@+,./-_aZ09n'),
  ...['\r', '\n', '\0', '\u0001', 'é', '\u00a0', '\u2028', '\ufeff', '😀'],
];

const special = fc.string({ unit: fc.constantFrom(...SPECIAL), maxLength: 12 });
const plain = fc.string({ unit: fc.constantFrom(...Array.from('aZ09_@%+=:,./-')), maxLength: 12 });
/** Of which one character may be one too many. */
const near = fc
  .tuple(fc.oneof(fc.constant(''), plain), fc.constantFrom(...Array.from('$`#\\ ~&;\'"'), ...SPECIAL), plain)
  .map((parts) => parts.join(''));
const value = fc.oneof(
  plain,
  near,
  special,
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.oneof(plain, near, special).map((text) => `'${text}'`),
  fc.oneof(plain, near, special).map((text) => `"${text}"`),
);
const blank = fc.constantFrom('', '', '', ' ', '\t', '  ');
const assignment = fc
  .tuple(
    blank,
    fc.constantFrom('', '', '', 'export ', 'export\t', 'export'),
    fc.constantFrom(...Object.keys(variables.shape)),
    fc.constantFrom('=', '=', '=', '=', ' =', '= ', ' = ', ':', '+=', ''),
    value,
    fc.oneof(
      blank,
      special.map((text) => ` #${text}`),
      special.map((text) => `#${text}`),
    ),
  )
  .map((parts) => Buffer.from(parts.join('')));

const content = fc
  .tuple(
    fc.constantFrom('', '', '', '\ufeff'),
    fc.array(
      fc.oneof(
        { weight: 8, arbitrary: assignment },
        special.map((text) => Buffer.from(text)),
        fc.uint8Array({ maxLength: 12 }),
      ),
      {
        minLength: 8,
        maxLength: 24,
      },
    ),
  )
  .map(([start, lines]) => Buffer.concat([Buffer.from(start), ...lines.flatMap((line) => [line, Buffer.from('\n')])]));

/** The lines of an env file that are accepted, and of which the settings know the name: they refuse others. */
function acceptedLines(bytes: Buffer): Buffer {
  const lines = bytes.toString('latin1').split('\n');
  const accepted = lines.filter((line) => {
    const { values, refused } = parseEnvFile(Buffer.from(line, 'latin1'));
    return refused.length === 0 && Object.keys(values).every((name) => name in variables.shape);
  });
  return Buffer.from(accepted.join('\n'), 'latin1');
}

/** Reads each file of a folder, prints what it sets as NAME=value lines, and a line without an = for its end. Starts no process for that. */
const READ_ALL = `
  folder=$1 names=("\${@:2}")
  for file in "$folder"/*; do
    unset "\${names[@]}"
    . "$file"
    for name in "\${names[@]}"; do if [[ -v $name ]]; then printf '%s=%s\\n' "$name" "\${!name}"; fi; done
    echo "end of \${file##*/}"
  done`;

/** What bash understands of each file, by the file's number. */
function readByBash(files: readonly Buffer[]): Record<string, string>[] {
  files.forEach((bytes, index) => fs.writeFileSync(path.join(folder, `${index}`.padStart(6, '0')), bytes));
  const words = ['--noprofile', '--norc', '-c', READ_ALL, 'bash', folder, ...Object.keys(variables.shape)];
  const env = { PATH: process.env['PATH'], HOME: '/home/of/somebody', LC_ALL: 'C.UTF-8' };
  const { status, stdout, stderr } = spawnSync('bash', words, {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout
    .split(/^end of \d+\n/m)
    .slice(0, -1)
    .map((lines) => Object.fromEntries(lines.split('\n').slice(0, -1).map(pairOf)));
}

function pairOf(line: string): [string, string] {
  const end = line.indexOf('=');
  return [line.slice(0, end), line.slice(end + 1)];
}

test('what is accepted means the same to bash, and what is refused is refused by its line', () => {
  const acceptable: Buffer[] = [];
  fc.assert(
    fc.property(content, (bytes) => {
      const lineCount = bytes.toString('latin1').split('\n').length;
      const isClear = ({ line, problem, advice }: RefusedLine) =>
        line >= 1 && line <= lineCount && problem.endsWith('.') && advice !== '';
      expect(parseEnvFile(bytes).refused.filter((each) => !isClear(each))).toEqual([]);
      const accepted = acceptedLines(bytes);
      expect(parseEnvFile(accepted).refused).toEqual([]);
      acceptable.push(accepted);
    }),
  );
  const understood = readByBash(acceptable);
  const differing = acceptable.filter(
    (bytes, index) => !isDeepStrictEqual(understood[index], { ...parseEnvFile(bytes).values }),
  );
  expect(differing.map(String).toSorted((one, other) => one.length - other.length)[0]).toBeUndefined();
  expect(understood.filter((values) => Object.keys(values).length > 0).length).toBeGreaterThan(acceptable.length / 2);
});

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureEnvLocal } from '../env-file';
import { resolvePaths } from '../platform/paths';
import { SECRETS } from '../variables';
import { checkEnv, formatEnvReport, type EnvProblemKind } from './env-check';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'env-check-'));
  ensureEnvLocal(resolvePaths(root));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const file = () => path.join(root, '.env.local');
const add = (...lines: readonly string[]) => fs.appendFileSync(file(), `${lines.join('\n')}\n`);
const set = (variable: string, value: string) =>
  fs.writeFileSync(
    file(),
    fs.readFileSync(file(), 'utf8').replace(new RegExp(`^${variable}=.*$`, 'm'), `${variable}=${value}`),
  );
const kinds = (env: NodeJS.ProcessEnv = {}): [EnvProblemKind, ...string[]][] =>
  checkEnv(root, env).problems.map(({ kind, variables }) => [kind, ...variables]);
const said = (env: NodeJS.ProcessEnv = {}) => formatEnvReport(checkEnv(root, env));

test('what the first start makes is without a problem', () => {
  expect(kinds()).toEqual([]);
  expect(said()).toBe(`${file()} and the environment can be used.`);
});

test('no file at all is one problem, not one a secret', () => {
  fs.rmSync(file());
  expect(kinds({ LOG_LEVEL: 'loud' })).toEqual([['no file'], ['malformed', 'LOG_LEVEL']]);
  expect(said()).toContain('`make dev-up` makes it');
});

test('no file is no problem where the environment gives the secrets', () => {
  fs.rmSync(file());
  const env = Object.fromEntries(Object.values(SECRETS).map(([name], index) => [name, `${index}`.padStart(32, 'x')]));
  expect(kinds(env)).toEqual([]);
});

test('a byte order mark is named', () => {
  fs.writeFileSync(file(), `\ufeff${fs.readFileSync(file(), 'utf8')}`);
  expect(kinds()).toEqual([['read differently']]);
  expect(said()).toContain('Line 1 begins with a byte order mark');
});

test('everything at once is named', () => {
  set('JWT_SECRET', '');
  set('ADMIN_TOKEN', 'short');
  add('REDIS_PROT=1', 'REDIS_PORT=8080', 'LOG_LEVEL=loud', 'LOG_LEVEL=louder', 'what is this');
  fs.chmodSync(file(), 0o644);
  expect(kinds()).toEqual([
    ['readable by others'],
    ['not an assignment'],
    ['set twice', 'LOG_LEVEL'],
    ['unknown', 'REDIS_PROT'],
    ['missing', 'JWT_SECRET'],
    ['malformed', 'ADMIN_TOKEN'],
    ['malformed', 'LOG_LEVEL'],
    ['port given twice', 'TASK_SERVICE_PORT', 'REDIS_PORT'],
  ]);
  expect(said()).toMatch(/^The settings have 8 problems/);
});

test.each<[string, () => void, RegExp]>([
  ['an unknown name', () => add('REDIS_PROT=1'), /REDIS_PROT \(line \d+\) is unknown.*\n.*Did you mean REDIS_PORT\?/],
  ['a name like no other', () => add('AWS_REGION=x'), /AWS_REGION \(line \d+\) is unknown.*\n {4}Remove it\./],
  ['an empty secret', () => set('JWT_SECRET', ''), /JWT_SECRET \(line \d+\) is missing or empty.*\n.*generates it/],
  ['a port', () => add('REDIS_PORT=x'), /REDIS_PORT \(line \d+\) is malformed.*\n.*a port from 1 to 65535\./],
  ['two ports', () => add('REDIS_PORT=8080'), /Port 8080 is given twice: by TASK_SERVICE_PORT and REDIS_PORT \(line/],
  ['the mode', () => fs.chmodSync(file(), 0o640), /mode 0640 lets others at them.*\n {4}Run: chmod 600 /],
  ['a line', () => add('REDIS_PORT 1'), /Line \d+ is not of the form NAME=value/],
  [
    'a # in a value',
    () => add('LOG_LEVEL=info#x'),
    /Line \d+ has a character in its value that.*\n {4}Write LOG_LEVEL='…'/,
  ],
  [
    'line ends of Windows',
    () => add('REDIS_PORT=1234\r'),
    /Line \d+ ends as on Windows.*\n {4}Save the file with Unix/,
  ],
  ['a name set twice', () => add('LOG_LEVEL=info', 'LOG_LEVEL=warn'), /LOG_LEVEL is set by the lines \d+ and \d+/],
])('%s: where, and what to do', (_, mistake, expected) => {
  mistake();
  expect(said()).toMatch(expected);
});

test('two secrets that are the same are named, and not told', () => {
  const secret = 'f'.repeat(48);
  set('JWT_SECRET', secret);
  set('CONSOLE_TOKEN', secret);
  expect(kinds()).toEqual([['secret given twice', 'JWT_SECRET', 'CONSOLE_TOKEN']]);
  expect(said()).not.toContain(secret);
});

test('no value of a malformed secret is told, not as JSON either', () => {
  set('JWT_SECRET', 'too-short-to-be-good');
  const report = checkEnv(root, { ADMIN_TOKEN: 'also-too-short' });
  expect(formatEnvReport(report)).toContain('ADMIN_TOKEN (of the process environment) is malformed.');
  expect(JSON.stringify(report) + formatEnvReport(report)).not.toMatch(/too-short/);
});

test('the environment overrides the file, but not by what is empty', () => {
  add('REDIS_PORT=8080');
  expect(kinds({ REDIS_PORT: '' })).toHaveLength(1);
  expect(kinds({ REDIS_PORT: '1234' })).toEqual([]);
});

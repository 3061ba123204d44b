import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolvePaths } from '../platform/paths';
import type { ProcessSpec } from '../platform/component';
import { baseEnvironment, launchPrefix } from './launch';

const dataProcess: ProcessSpec = { name: 'data', kind: 'job', argv: ['id'], asDataUser: true };
const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 };
const asRoot = process.getuid?.() === 0 ? test : test.skip;

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'launch-'));
  fs.mkdirSync(path.join(root, '.firewatch'));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const run = (argv: readonly string[]) => spawnSync(argv[0] ?? '', argv.slice(1), { encoding: 'utf8' }).stdout.trim();

test('an ordinary user runs everything as oneself', () => {
  const prefix = launchPrefix(resolvePaths(root), undefined);
  expect(run([...prefix(dataProcess), 'id', '-u'])).toBe(String(process.getuid?.()));
});

asRoot('as root, what refuses root runs as the data user, and the rest as root', () => {
  const prefix = launchPrefix(resolvePaths(root), nobody);
  expect(run([...prefix(dataProcess), 'id', '-u'])).toBe('65534');
  expect(run([...prefix({ ...dataProcess, asDataUser: false }), 'id', '-u'])).toBe('0');
});

asRoot('the data user passes through a folder that is closed to it, whose mode stays', () => {
  fs.chmodSync(root, 0o700);
  fs.writeFileSync(path.join(root, '.firewatch/file'), 'reached', { mode: 0o644 });
  const prefix = launchPrefix(resolvePaths(root), nobody);
  expect(run([...prefix(dataProcess), 'cat', path.join(root, '.firewatch/file')])).toBe('reached');
  // By open(2) above; by access(2), which looks at the real user, here.
  expect(run([...prefix(dataProcess), 'sh', '-c', `test -r ${root}/.firewatch/file && echo readable`])).toBe(
    'readable',
  );
  expect(fs.statSync(root).mode & 0o777).toBe(0o700);
});

asRoot('where the folder is open, the data user gets no capability', () => {
  fs.chmodSync(root, 0o755);
  const prefix = launchPrefix(resolvePaths(root), nobody);
  expect(run([...prefix(dataProcess), 'grep', 'CapEff', '/proc/self/status'])).toMatch(/^CapEff:\s+0+$/);
});

test('a process gets the marker, and no secret of the caller', () => {
  const env = baseEnvironment(resolvePaths(root), { PATH: '/opt/bin:relative', HOME: '/home/me', JWT_SECRET: 's' });
  expect(env).toEqual({
    FIREWATCH_HOME: path.join(root, '.firewatch'),
    HOME: '/home/me',
    LANG: 'C.UTF-8',
    PATH: expect.stringMatching(new RegExp(`^${root}/node_modules/.bin:/opt/bin:/usr/local/sbin:`)) as string,
  });
});

import { checkImage } from './check-image';
import type { FileEntry } from './file-system';
import type { ImageConfig } from './image-config';

const LABELS = Object.fromEntries(
  ['title', 'description', 'licenses', 'version', 'revision'].map((name) => [`org.opencontainers.image.${name}`, 'x']),
);
const config: ImageConfig = {
  id: 'sha256:1',
  size: 1,
  user: '10001:10001',
  entrypoint: ['node'],
  healthCheck: ['CMD', 'node', '/health-check.js'],
  labels: LABELS,
};

const file = (path: string, more: Partial<FileEntry> = {}): FileEntry => ({
  path,
  type: 'file',
  mode: 0o644,
  uid: 0,
  gid: 0,
  ...more,
});
const entries = [
  file('/app/app/build/bin/task-service.js'),
  file('/tmp', { type: 'directory', mode: 0o1777 }),
  file('/usr/bin/passwd', { mode: 0o755 }),
  file('/usr/local/bin/node', { mode: 0o755 }),
];

const found = (name: string, changed: Partial<ImageConfig>, more: readonly FileEntry[] = []) =>
  checkImage(name, { ...config, ...changed }, [...entries, ...more]).map(({ what }) => what);

it('finds nothing at an image that keeps the rules', () => {
  expect(found('app', {})).toEqual([]);
});

it.each<[string, Partial<ImageConfig>, FileEntry[], string]>([
  ['root by number', { user: '0:0' }, [], 'runs as root: 0:0'],
  ['root by name', { user: 'root' }, [], 'runs as root: root'],
  ['no user', { user: '' }, [], 'runs as root: no USER'],
  ['a user by name', { user: 'node' }, [], 'user by name'],
  ['a shell before the program', { entrypoint: ['/bin/sh', '-c', 'node x'] }, [], 'started by a shell'],
  ['no label', { labels: { ...LABELS, 'org.opencontainers.image.revision': '' } }, [], 'revision'],
  ['a health check that is off', { healthCheck: ['NONE'] }, [], 'no health check'],
  ['a set-user-id program', {}, [file('/usr/bin/su', { mode: 0o4755 })], 'somebody else: /usr/bin/su'],
  ['a file for everybody to write', {}, [file('/app/x.js', { mode: 0o666 })], 'lets everybody write: /app/x.js'],
  ['a program that its user owns', {}, [file('/app/x.js', { uid: 10001 })], 'write to its program: /app/x.js'],
  ['npm', {}, [file('/usr/local/bin/npm', { type: 'symlink', mode: 0o777 })], 'a package manager'],
])('names %s', (_, changed, more, words) => {
  const findings = found('app', changed, more);
  expect(findings.join('\n')).toContain(words);
});

it('asks no health check of what only waits, and judges no files of a stock image', () => {
  const { healthCheck, ...without } = config;
  expect(healthCheck).toBeDefined();
  expect(checkImage('pod', without, entries)).toEqual([]);
  expect(checkImage('placement', config, [file('/usr/bin/su', { mode: 0o4755 })])).toEqual([]);
  expect(checkImage('app', without, entries)).toHaveLength(1);
});

import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LogFolder } from './log-folder';
import { openIfThere } from './open-file';

let directory: string;
let skipped: [name: string, reason: string][];
let folder: LogFolder;
const at = (name: string) => path.join(directory, name);

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'folder-'));
  skipped = [];
  folder = new LogFolder(directory, (file, reason) => skipped.push([path.relative(directory, file), reason]));
});
afterEach(() => rm(directory, { recursive: true }));

const processes = async () => [...(await folder.list()).keys()].sort();

test('what is not a file is skipped, with one report, and files beside it are listed', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(at('socket.log'), resolve));
  await mkdir(at('folder.log'));
  execFileSync('mkfifo', [at('pipe.log')]);
  await symlink('/nowhere', at('dangling.log'));
  await symlink(at('loop.log'), at('loop.log'));
  await symlink('/dev/null', at('device.log'));
  await writeFile(Buffer.from(`${directory}/bad-\xFF.log`, 'latin1'), 'x\n');
  await writeFile(at('real.log'), 'x\n');
  await symlink(at('real.log'), at('linked.log'));
  await writeFile(at('notes.txt'), 'x\n');
  try {
    for (let round = 0; round < 3; round += 1) expect(await processes()).toEqual(['linked', 'real']);
    expect(skipped.sort()).toEqual([
      ['bad-\uFFFD.log', 'its name is not UTF-8'],
      ['dangling.log', 'it is a link to nowhere'],
      ['device.log', 'it is a device, not a file'],
      ['folder.log', 'it is a folder, not a file'],
      ['loop.log', expect.stringContaining('ELOOP') as unknown],
      ['pipe.log', 'it is a pipe, not a file'],
      ['socket.log', 'it is a socket, not a file'],
    ]);
  } finally {
    server.close();
  }
});

test('what is skipped is listed once it is a file, and reported again when it is none again', async () => {
  await mkdir(at('a.log'));
  expect(await processes()).toEqual([]);
  await rm(at('a.log'), { recursive: true });
  await writeFile(at('a.log'), '');
  expect(await processes()).toEqual(['a']);
  await unlink(at('a.log'));
  await mkdir(at('a.log'));
  expect(await processes()).toEqual([]);
  expect(skipped).toHaveLength(2);
});

test('a file that may not be read is skipped', async () => {
  await writeFile(at('secret.log'), 'x\n');
  await chmod(at('secret.log'), 0);
  // Root may read everything.
  const isRoot = process.getuid?.() === 0;
  expect(await processes()).toEqual(isRoot ? ['secret'] : []);
  expect(skipped.map(([name]) => name)).toEqual(isRoot ? [] : ['secret.log']);
});

test('a file that was left alone stands aside, with its reason', async () => {
  await writeFile(at('a.log'), 'x\n');
  folder.leaveAlone(at('a.log'), 'EIO: i/o error');
  expect(await processes()).toEqual([]);
  expect(skipped).toEqual([['a.log', 'EIO: i/o error']]);
});

test('a folder that cannot be read counts as empty and is reported, one that is missing is not', async () => {
  const of = (name: string) =>
    new LogFolder(at(name), (file, reason) => skipped.push([path.relative(directory, file), reason]));
  await writeFile(at('file'), '');
  expect(await of('missing').list()).toEqual(new Map());
  expect(await of('file').list()).toEqual(new Map());
  expect(skipped).toEqual([['file', expect.stringContaining('ENOTDIR') as unknown]]);
});

test('a pipe that takes the name of a file after it was listed is not waited for', async () => {
  execFileSync('mkfifo', [at('late.log')]);
  expect(await openIfThere(at('late.log'))).toBeUndefined();
});

import { appendFile, mkdtemp, rename, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Line } from '../record';
import { FileTail } from './file-tail';
import { LogFolder } from './log-folder';

let directory: string;
let current: string;
const rotated = (second: number) => path.join(directory, `task-service-2026-11-24T02-30-0${second}.000.log`);

const listFiles = () => new LogFolder(directory, () => undefined).list();

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'tail-'));
  current = path.join(directory, 'task-service.log');
});
afterEach(() => rm(directory, { recursive: true }));

/** Reads until two reads in a row bring nothing: one may only have moved to the next file. */
async function readAll(tail: FileTail, maxBytes = 1024): Promise<Line[]> {
  const lines: Line[] = [];
  for (let empty = 0; empty < 3;) {
    const more = await tail.read((await listFiles()).get('task-service') ?? [], maxBytes);
    empty = more.length === 0 ? empty + 1 : 0;
    lines.push(...more);
  }
  return lines;
}
const texts = (lines: readonly Line[]) => lines.map(({ text }) => text);

test('lines come once, whole, with the bytes they take up', async () => {
  const tail = new FileTail();
  expect(await readAll(tail)).toEqual([]);
  await writeFile(current, 'one\nzwölf\nthr');
  const lines = await readAll(tail, 4);
  expect(lines.map(({ text, start, end }) => ({ text, start, end }))).toEqual([
    { text: 'one', start: 0, end: 4 },
    { text: 'zwölf', start: 4, end: 11 },
  ]);
  await appendFile(current, 'ee\n');
  expect(texts(await readAll(tail))).toEqual(['three']);
  await tail.close();
});

test('a file is read to its end after it was renamed, then the files that followed it, in order', async () => {
  const tail = new FileTail();
  await writeFile(current, 'a\n');
  expect(texts(await readAll(tail))).toEqual(['a']);
  await appendFile(current, 'b\nno newline');
  await rename(current, rotated(1));
  await writeFile(current, 'c\n');
  await rename(current, rotated(2));
  await writeFile(current, 'd\n');
  expect(texts(await readAll(tail))).toEqual(['b', 'no newline', 'c', 'd']);
  await tail.close();
});

test('between the renaming and the new file nothing is lost', async () => {
  const tail = new FileTail();
  await writeFile(current, 'a\n');
  await readAll(tail);
  await rename(current, rotated(1));
  await appendFile(rotated(1), 'late\n');
  expect(texts(await readAll(tail))).toEqual(['late']);
  await writeFile(current, 'b\n');
  expect(texts(await readAll(tail))).toEqual(['b']);
  await tail.close();
});

test('a new tail goes on where the position is, although the file was renamed and grew', async () => {
  const first = new FileTail();
  await writeFile(current, 'a\nb\n');
  const [a] = await readAll(first);
  await first.close();
  if (a === undefined) throw new Error('nothing was read');
  await appendFile(current, 'c\n');
  await rename(current, rotated(1));
  await writeFile(current, 'd\n');
  const second = new FileTail({ file: a.file, offset: a.end });
  expect(texts(await readAll(second))).toEqual(['b', 'c', 'd']);
  await second.close();
});

test('a file that reuses the inode of the position is read from its start', async () => {
  const first = new FileTail();
  await writeFile(current, 'old line\n');
  const [old] = await readAll(first);
  await first.close();
  if (old === undefined) throw new Error('nothing was read');
  await unlink(current);
  await writeFile(current, 'new line\n');
  const second = new FileTail({
    file: { ...old.file, inode: (await stat(current)).ino },
    offset: old.end,
  });
  expect(texts(await readAll(second))).toEqual(['new line']);
  await second.close();
});

test('a file that was cut is read from its start', async () => {
  const tail = new FileTail();
  await writeFile(current, 'a long first line\n');
  await readAll(tail);
  await truncate(current);
  expect(await readAll(tail)).toEqual([]);
  await appendFile(current, 'b\n');
  expect(texts(await readAll(tail))).toEqual(['b']);
  await tail.close();
});

test('a process whose name ends in a number is not taken for a rotated file', async () => {
  await writeFile(path.join(directory, 'kafka-1.log'), '');
  await writeFile(path.join(directory, 'kafka-1-2026-11-24T02-30-00.000.log'), '');
  await writeFile(path.join(directory, 'notes.txt'), '');
  expect([...(await listFiles()).keys()]).toEqual(['kafka-1']);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { exclusively } from './lock';

let file: string;
beforeEach(() => (file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lock-')), 'lock')));
afterEach(() => fs.rmSync(path.dirname(file), { recursive: true }));

const busy = (pid: number) => new Error(`busy: ${pid}`);

test('refuses while another process holds the lock, and takes it over when that has ended', async () => {
  const other = spawn(process.execPath, ['-e', 'console.log("ready"); setInterval(() => {}, 1000)']);
  const ended = once(other, 'exit');
  await once(other.stdout, 'data');
  fs.writeFileSync(file, String(other.pid));
  const work = jest.fn(() => Promise.resolve('done'));
  await expect(exclusively(file, busy, work)).rejects.toThrow(`busy: ${other.pid ?? 0}`);
  expect(work).not.toHaveBeenCalled();
  other.kill('SIGKILL');
  await ended;
  await expect(exclusively(file, busy, work)).resolves.toBe('done');
});

test('gives the lock back, also after a failure', async () => {
  await expect(exclusively(file, busy, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(fs.existsSync(file)).toBe(false);
});

test('refuses a second run of the same process', async () => {
  const second = jest.fn(() => Promise.resolve());
  await exclusively(file, busy, () => expect(exclusively(file, busy, second)).rejects.toThrow(`busy: ${process.pid}`));
  expect(second).not.toHaveBeenCalled();
  await exclusively(file, busy, second);
  expect(second).toHaveBeenCalledTimes(1);
});

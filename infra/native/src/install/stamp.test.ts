import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isGoRecent } from './go';
import { CommandError, runCommand } from './run-command';
import { digest, installAtomically, isCurrent } from './stamp';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'install-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe('installAtomically', () => {
  const target = () => path.join(folder, 'tool');
  const write = (content: string) => (temporary: string) => fs.promises.writeFile(temporary, content);

  test('an artefact is current for the stamp that it was installed with, and for no other', async () => {
    expect(isCurrent(target(), 'v1')).toBe(false);
    await installAtomically(target(), 'v1', write('one'));
    expect(isCurrent(target(), 'v1')).toBe(true);
    expect(isCurrent(target(), 'v2')).toBe(false);
    await installAtomically(target(), 'v2', write('two'));
    expect(fs.readFileSync(target(), 'utf8')).toBe('two');
    expect(isCurrent(target(), 'v2')).toBe(true);
  });

  test('an installation that fails leaves what was there, and no half of the new', async () => {
    await installAtomically(target(), 'v1', write('one'));
    const failing = async (temporary: string) => {
      await write('half')(temporary);
      throw new Error('the network is gone');
    };
    await expect(installAtomically(target(), 'v2', failing)).rejects.toThrow('the network is gone');
    expect(fs.readFileSync(target(), 'utf8')).toBe('one');
    expect(isCurrent(target(), 'v1')).toBe(true);
    expect(fs.readdirSync(folder).sort()).toEqual(['.tool.stamp', 'tool']);
  });

  test('what a killed installation left does not get into the next', async () => {
    fs.mkdirSync(path.join(folder, '.tool.new'));
    fs.writeFileSync(path.join(folder, '.tool.new', 'half'), '');
    await installAtomically(target(), 'v1', async (temporary) => {
      await fs.promises.mkdir(temporary);
    });
    expect(fs.readdirSync(target())).toEqual([]);
  });

  test('an artefact that was removed is not current', async () => {
    await installAtomically(target(), 'v1', write('one'));
    fs.rmSync(target());
    expect(isCurrent(target(), 'v1')).toBe(false);
  });
});

test('digests differ by the parts, by their bounds, and by the content of the files', () => {
  const file = path.join(folder, 'go.mod');
  fs.writeFileSync(file, 'one');
  const digests = [digest(['a', 'b']), digest(['ab']), digest(['a', 'b'], [file])];
  fs.writeFileSync(file, 'two');
  digests.push(digest(['a', 'b'], [file]));
  expect(new Set(digests).size).toBe(4);
});

test.each([
  ['go version go1.26.8 linux/amd64', true],
  ['go version go1.27 linux/amd64', true],
  ['go version go2.0.1 linux/amd64', true],
  ['go version go1.19.8 linux/amd64', false],
  ['', false],
])('%j is recent enough: %s', (version, expected) => {
  expect(isGoRecent(version)).toBe(expected);
});

describe('runCommand', () => {
  const log = () => path.join(folder, 'logs', 'command.log');

  test('logs and reports what a program prints', async () => {
    const lines: string[] = [];
    await runCommand(['sh', '-c', 'echo out; echo err >&2'], { log: log(), onLine: (line) => lines.push(line) });
    expect(lines.sort()).toEqual(['err', 'out']);
  });

  test('a failure tells exit code, log and last lines', async () => {
    const attempt = runCommand(['sh', '-c', 'echo the reason; exit 3'], { log: log() });
    await expect(attempt).rejects.toThrow(CommandError);
    await expect(attempt).rejects.toThrow(/exit code 3.*command\.log\s+the reason/s);
  });

  test('a program that is not there is named', async () => {
    await expect(runCommand(['no-such-program'], { log: log() })).rejects.toThrow(/no-such-program cannot be run/);
  });
});

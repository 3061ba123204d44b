import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { BlockContext } from './block-context';
import { blockOf, contextOf } from './context-of-test';
import { runBlock } from './run-block';

let root: string;
beforeEach(() => (root = fs.mkdtempSync(path.join(os.tmpdir(), 'command-'))));
afterEach(() => fs.rmSync(root, { recursive: true }));

const run = (code: string, others: Partial<BlockContext> = {}) =>
  runBlock(blockOf('sh', code), contextOf(fs.realpathSync(root), 1, others));

test('runs in the clone and gives what it wrote, as it came, without empty lines around it', async () => {
  expect(await run('echo; pwd; echo "  b" >&2; echo c; echo')).toEqual({
    output: `${fs.realpathSync(root)}\n  b\nc`,
    exitCode: 0,
  });
});

test.each([
  ['false; echo on', 1],
  ['false | true; echo on', 1],
  ['echo "$NOT_SET"', 1],
  ['exit 7', 7],
])('ends at its first failing part: %s', async (code, exitCode) => {
  const result = await run(code);
  expect(result.exitCode).toBe(exitCode);
  expect(result.output).not.toContain('on\n');
});

test("takes the project's own programs first", async () => {
  const bin = path.join(root, 'node_modules/.bin');
  fs.mkdirSync(bin, { recursive: true });
  fs.writeFileSync(path.join(bin, 'node'), '#!/bin/sh\necho ours\n', { mode: 0o755 });
  expect((await run('node --version')).output).toBe('ours');
});

test('nobody answers questions', async () => {
  expect((await run('read -r answer || echo "no answer"')).output).toBe('no answer');
});

test('tells what it writes while it writes', async () => {
  const parts: string[] = [];
  await run('echo a; echo b >&2', { onOutput: (text) => parts.push(text) });
  expect(parts.join('')).toContain('a\n');
  expect(parts.join('')).toContain('b\n');
});

test('keeps 64 kB', async () => {
  const { output, exitCode } = await run('head -c 200000 /dev/zero | tr "\\0" x');
  expect(exitCode).toBe(0);
  expect(output).toHaveLength(64 * 1024 + '\n(cut off)'.length);
  expect(output).toMatch(/^x+\n\(cut off\)$/);
});

/** The ids of a command that began a child of its own and told of both. */
const pidsIn = (text: string): readonly number[] => [...text.matchAll(/\d+/g)].map(([pid]) => Number(pid));
/** A zombie has ended; it only waits to be collected. */
const lives = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
/** What closed its output is about to end; the kernel may take its time on a busy machine. */
async function expectEnded(pids: readonly number[]): Promise<void> {
  const until = Date.now() + 2000;
  while (pids.some(lives) && Date.now() < until) await setTimeout(10);
  expect(pids.filter(lives)).toEqual([]);
}
const WITH_CHILD = 'sleep 1000 & echo "$$ $!"; wait';

test('is ended with its children when it is aborted', async () => {
  const abort = new AbortController();
  let told = '';
  const running = run(WITH_CHILD, {
    signal: abort.signal,
    onOutput: (text) => {
      told += text;
      abort.abort(new Error('ctrl-c'));
    },
  });
  await expect(running).rejects.toThrow('ctrl-c');
  expect(pidsIn(told)).toHaveLength(2);
  await expectEnded(pidsIn(told));
});

test('is ended with its children when it takes too long, and what it wrote is told', async () => {
  let told = '';
  const running = run(WITH_CHILD, { timeoutMs: 300, onOutput: (text) => (told += text) });
  await expect(running).rejects.toThrow(
    /Diagnosis: sh block "sleep 1000 .*did not end within 0.3 s; it wrote: \d+ \d+/,
  );
  await expectEnded(pidsIn(told));
});

test('is killed when it does not want to end', async () => {
  let told = '';
  const running = run('trap "" TERM; echo $$; while true; do sleep 0.1; done', {
    timeoutMs: 300,
    onOutput: (text) => (told += text),
  });
  await expect(running).rejects.toThrow('did not end');
  expect(pidsIn(told)).toHaveLength(1);
  await expectEnded(pidsIn(told));
}, 15_000);

test('does not wait for a child that left the group and holds on to its output', async () => {
  let told = '';
  const code = "setsid bash -c 'echo $$; exec sleep 8' & wait";
  const running = run(code, { timeoutMs: 300, onOutput: (text) => (told += text) });
  await expect(running).rejects.toThrow('did not end');
  for (const pid of pidsIn(told)) process.kill(pid, 'SIGKILL');
});

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { blockOf, contextOf, Upstream } from './context-of-test';
import { followStep } from './follow-step';

const upstream = new Upstream();
let port: number;
let root: string;
beforeAll(async () => (port = await upstream.listen()));
afterAll(() => upstream.close());
beforeEach(() => (root = fs.mkdtempSync(path.join(os.tmpdir(), 'step-'))));
afterEach(() => fs.rmSync(root, { recursive: true }));

const scalar = (value: string) =>
  [200, { status: 'success', data: { resultType: 'scalar', result: [1, value] } }] as const;
const refused = [503, { status: 'error', errorType: 'unavailable', error: 'starting' }] as const;
const query = blockOf('promql', 'a', { expected: '{} 3' });
const patience = { timeoutMs: 10_000 };
const follow = (block: Parameters<typeof followStep>[0], limits = patience) =>
  followStep(block, contextOf(root, port), limits);

test('a step that reads is run again until it shows what the page says, also after a failure', async () => {
  upstream.answer(scalar('1'), refused, scalar('3'));
  expect(await follow(query)).toEqual({ output: '{} 3' });
  expect(upstream.asked).toHaveLength(3);
});

test('when the time is over it gives the last output and what does not fit', async () => {
  upstream.answer(scalar('1'), scalar('2'));
  const { output, mismatch } = await follow(query, { timeoutMs: 1500 });
  expect(output).toBe('{} 2');
  expect(mismatch).toBe('line 1 does not fit\n  the page: {} 3\n  it came:  {} 2');
});

test('when the time is over and the last try failed, that is the error', async () => {
  upstream.answer(refused);
  await expect(follow(query, { timeoutMs: 0 })).rejects.toThrow('unavailable: starting');
});

test('a step without expected output is run once', async () => {
  upstream.answer(scalar('1'), scalar('2'));
  expect(await follow(blockOf('promql', 'a'))).toEqual({ output: '{} 1' });
  expect(upstream.asked).toHaveLength(1);
});

test('is not run again once it is aborted', async () => {
  upstream.answer(scalar('1'));
  const abort = new AbortController();
  const running = followStep(query, contextOf(root, port, { signal: abort.signal }), patience);
  setTimeout(() => abort.abort(new Error('ctrl-c')), 100);
  await expect(running).rejects.toThrow('ctrl-c');
  expect(upstream.asked).toHaveLength(1);
});

test('a command that changes something is run once, and has to end well', async () => {
  const change = (code: string) => blockOf('sh', code, { changes: true, section: 'Mitigation', expected: 'done' });
  expect(await follow(change('echo done'))).toEqual({ output: 'done', exitCode: 0 });
  const { mismatch } = await follow(change('echo once >> runs; echo done; exit 3'));
  expect(mismatch).toBe('the command ended with exit code 3');
  expect(fs.readFileSync(path.join(root, 'runs'), 'utf8')).toBe('once\n');
  expect((await follow(change('echo half'))).mismatch).toContain('the page: done');
});

test('the last try of a command is not cut short', async () => {
  const slow = blockOf('sh', 'sleep 1.5; echo slow', { expected: 'slow' });
  expect(await follow(slow, { timeoutMs: 0 })).toEqual({ output: 'slow', exitCode: 0 });
});

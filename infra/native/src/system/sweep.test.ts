import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { memoryOf, platformProcesses, processTree, listProcesses, readProcess } from './processes';
import { sweep } from './sweep';

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

/** A real process that carries the marker; it has said that it is ready. */
async function start(state: string, script: string): Promise<ChildProcess> {
  const child = spawn('bash', ['-c', script], {
    env: { ...process.env, FIREWATCH_HOME: state },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

const home = (name: string) => `/nowhere/${name}-${process.pid}`;

test('ends the processes of a state folder, and of no other', async () => {
  const mine = await start(home('mine'), 'echo ready; exec sleep 60');
  const other = await start(home('mine-too'), 'echo ready; exec sleep 60');
  const found = await sweep(home('mine'));
  expect(found.map(({ pid }) => pid)).toEqual([mine.pid]);
  expect(platformProcesses(home('mine'))).toEqual([]);
  expect(platformProcesses(home('mine-too')).map(({ pid }) => pid)).toEqual([other.pid]);
});

test('ends by force what does not heed the signal', async () => {
  const child = await start(home('deaf'), 'trap "" TERM; echo ready; while :; do sleep 60 & wait; done');
  const ended = once(child, 'exit');
  await sweep(home('deaf'), 300);
  expect((await ended)[1]).toBe('SIGKILL');
  expect(platformProcesses(home('deaf'))).toEqual([]);
});

test('finds nothing where nothing runs', async () => {
  expect(await sweep(home('nobody'))).toEqual([]);
});

test('a tree holds a process and its descendants, and its memory is that of all', async () => {
  const child = await start(home('tree'), 'sleep 60 & echo ready; wait');
  const pid = child.pid ?? 0;
  const tree = processTree(pid, listProcesses());
  expect(tree).toHaveLength(2);
  expect(tree[0]).toBe(pid);
  expect(memoryOf(tree)).toBeGreaterThan(memoryOf([pid]));
  await sweep(home('tree'));
  expect(memoryOf(tree)).toBe(0);
});

test('a process that has ended is not read', async () => {
  const child = await start(home('ended'), 'echo ready');
  if (child.exitCode === null) await once(child, 'exit');
  expect(readProcess(child.pid ?? 0)).toBeUndefined();
});

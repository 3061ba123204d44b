import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { until } from '../drill/until';
import { createDrillRunner, drillsElsewhere, type DrillRunner } from './drill-runner';
import { readRun } from './journals';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'firewatch-runner-'));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

/** A command that is called like `firewatch`, and does what `body` says with `journal(run, ...events)` and `args`. */
function runnerOf(body: string, env: Readonly<Record<string, string>> = {}): DrillRunner {
  const script = path.join(root, 'firewatch.js');
  fs.writeFileSync(
    script,
    `const fs = require('node:fs');
    const args = process.argv.slice(2);
    const at = () => new Date().toISOString();
    const journal = (run, ...more) => {
      const start = { kind: 'run-started', at: at(), run, drill: args[2], pid: process.pid, speed: 1, fault: args.join(' '), steps: [] };
      fs.appendFileSync(run + '.ndjson', [start, ...more].map((event) => JSON.stringify(event) + '\\n').join(''));
    };
    const end = (run, outcome) =>
      fs.appendFileSync(run + '.ndjson', JSON.stringify({ kind: 'run-ended', at: at(), outcome, timings: { total: 1 } }) + '\\n');
    ${body}`,
  );
  return createDrillRunner({
    command: [process.execPath, script],
    root,
    env: { PATH: process.env['PATH'], ...env },
    journals: root,
  });
}

const refused = (message: RegExp) =>
  expect.objectContaining({ code: 'drill_refused', message: expect.stringMatching(message) as string }) as Error;

test('starts the drill by its name, at the speed asked for, and gives the name of the run', async () => {
  const runner = runnerOf(`journal('r1'); end('r1', 'passed');`);
  expect(await runner.start('KafkaBrokerDown', 4)).toBe('r1');
  const { start } = await readRun(root, 'r1');
  expect(start.fault).toBe('drill run KafkaBrokerDown --json --speed 4');
});

test('leaves the speed to the drill unless it is asked for', async () => {
  const runner = runnerOf(`journal('r1'); end('r1', 'passed');`);
  await runner.start('quiet');
  expect((await readRun(root, 'r1')).start.fault).toBe('drill run quiet --json');
});

test('gives it its own environment', async () => {
  const runner = runnerOf(
    `journal('r1', { kind: 'step-progress', at: at(), step: 'inject', message: JSON.stringify(process.env) }); end('r1', 'passed');`,
    { MARK: '1' },
  );
  await runner.start('quiet');
  const { events } = await readRun(root, 'r1');
  const said = events.find((event) => event.kind === 'step-progress');
  expect(Object.keys(JSON.parse(said?.message ?? '') as object).sort()).toEqual(['MARK', 'PATH']);
});

test('tells the last words of a command that ends without a journal', async () => {
  const runner = runnerOf(`console.error('a line'); console.error('firewatch: another drill runs'); process.exit(1);`);
  await expect(runner.start('quiet')).rejects.toThrow(refused(/^firewatch: another drill runs$/));
});

test('says so when it ends without a word', async () => {
  await expect(runnerOf('process.exit(1);').start('quiet')).rejects.toThrow(refused(/ended without a word/));
});

test('says so when the command cannot be started', async () => {
  const runner = createDrillRunner({ command: ['/no/such/program'], root, env: {}, journals: root });
  await expect(runner.start('quiet')).rejects.toThrow(refused(/ended without a word/));
});

test('does not take the journal of another run for its own', async () => {
  const runner = runnerOf(`
    fs.writeFileSync('other.ndjson', JSON.stringify({ kind: 'run-started', at: at(), run: 'other', drill: 'quiet', pid: process.pid + 1, speed: 1, fault: '', steps: [] }) + '\\n');
    console.error('firewatch: no'); process.exit(1);`);
  await expect(runner.start('quiet')).rejects.toThrow(refused(/^firewatch: no$/));
});

test('a run that goes on is aborted by an interrupt, and then is over', async () => {
  const runner = runnerOf(`
    process.on('SIGINT', () => { end('r1', 'aborted'); process.exit(1); });
    setInterval(() => {}, 1e6);
    journal('r1');`);
  expect(await runner.start('quiet')).toBe('r1');
  expect((await readRun(root, 'r1')).state).toBe('running');
  await runner.abort('r1');
  const state = await until(
    async () => {
      const run = await readRun(root, 'r1');
      return run.state === 'running' ? undefined : run.state;
    },
    { timeoutMs: 10_000, everyMs: 20, signal: new AbortController().signal },
  );
  expect(state).toBe('aborted');
  await expect(runner.abort('r1')).rejects.toThrow(expect.objectContaining({ code: 'run_over' }) as Error);
});

test('a run that is not there cannot be aborted, nor a process that is no drill', async () => {
  const runner = runnerOf('');
  await expect(runner.abort('nope')).rejects.toThrow(expect.objectContaining({ code: 'not_found' }) as Error);
  const start = { kind: 'run-started', at: new Date().toISOString(), run: 'r2', drill: 'quiet', pid: process.pid };
  fs.writeFileSync(path.join(root, 'r2.ndjson'), `${JSON.stringify({ ...start, speed: 1, fault: '', steps: [] })}\n`);
  let interrupted = false;
  const listener = () => (interrupted = true);
  process.once('SIGINT', listener);
  await expect(runner.abort('r2')).rejects.toThrow(expect.objectContaining({ code: 'run_over' }) as Error);
  process.off('SIGINT', listener);
  expect(interrupted).toBe(false);
});

test('a console in a container says where drills are started', async () => {
  await expect(drillsElsewhere.start('quiet')).rejects.toEqual(refused(/on the machine .*: make drill NAME=quiet\./));
  await expect(drillsElsewhere.abort('r1')).rejects.toMatchObject({ code: 'run_over' });
});

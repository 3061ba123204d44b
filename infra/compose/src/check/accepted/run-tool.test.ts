import fs from 'node:fs';
import { lastWords, runTool, ToolMissingError, withTool } from './run-tool';

test('a program that ends has accepted what it got if it exits with 0', async () => {
  expect(await runTool({ argv: ['sh', '-c', 'echo fine'] })).toEqual({ accepted: true, output: 'fine\n' });
  expect(await runTool({ argv: ['sh', '-c', 'echo no >&2; exit 3'] })).toEqual({ accepted: false, output: 'no\n' });
});

test('a program that goes on has, when it says so, and is ended with all that it has started', async () => {
  const ran = await runTool({ argv: ['sh', '-c', 'sleep 60 & echo child $!; echo ready; wait'], until: /ready/ });
  expect(ran.accepted).toBe(true);
  const child = Number(/child (\d+)/.exec(ran.output)?.[1]);
  expect(isAlive(child)).toBe(false);
});

test('a program that goes on has not, when it ends before, or says nothing', async () => {
  expect((await runTool({ argv: ['sh', '-c', 'exit 0'], until: /ready/ })).accepted).toBe(false);
  const silent = await runTool({ argv: ['sleep', '60'], until: /ready/, timeoutMs: 50 });
  expect(silent).toEqual({ accepted: false, output: '\n(nothing more after 0.05 s)' });
});

test('it runs for as long as it is used', async () => {
  const isRunning = await withTool({ argv: ['sh', '-c', 'echo pid $$; sleep 60'], until: /pid \d+\n/ }, ({ output }) =>
    Promise.resolve(process.kill(Number(/pid (\d+)/.exec(output)?.[1]), 0)),
  );
  expect(isRunning).toBe(true);
});

test('it gets the given environment only', async () => {
  process.env['STRAY'] = 'yes';
  const { output } = await runTool({ argv: ['env'], env: { GIVEN: 'yes' } });
  expect(output).toContain('GIVEN=yes');
  expect(output).not.toContain('STRAY');
});

test('a program that is not there says what to do', async () => {
  await expect(runTool({ argv: ['/nowhere/promtool'] })).rejects.toThrow(ToolMissingError);
  await expect(runTool({ argv: ['/nowhere/promtool'] })).rejects.toThrow(
    '/nowhere/promtool is not installed: make dev-up',
  );
});

test('last words are what it said, not where', () => {
  const output =
    'a\nb\n\nException: bad\n\tat kafka.Kafka$.main(Kafka.scala:90)\n    at kafka.server.A.<init>(A.scala:1)\n';
  expect(lastWords(output, 2)).toBe('b | Exception: bad');
});

/** What is dead stays in /proc until somebody has asked how it ended. */
function isAlive(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return fs.existsSync(file) && !/\) Z /.test(fs.readFileSync(file, 'utf8'));
}

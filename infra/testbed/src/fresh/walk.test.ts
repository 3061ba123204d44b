import type { Block } from './readme-blocks';
import type { Shown } from './terminal';
import { takeWalk } from './walk';

const WALK = { name: 'dev-up', sections: ['A five-minute tour'] } as const;
const block = (step: string): Block => ({ section: 'A five-minute tour', step, code: `${step}\n` });

/** A terminal that shows, for each run, the next of these. */
function terminalOf(...shown: readonly Shown[]) {
  const run: string[] = [];
  const left = [...shown];
  return {
    run,
    terminal: {
      run: (code: string) => {
        run.push(code.trim());
        return Promise.resolve(left.shift() ?? { status: 0, output: '' });
      },
    },
  };
}

test('blocks of other sections are not run', async () => {
  const { run, terminal } = terminalOf({ status: 0, output: '{"source":"cache"}' });
  const blocks = [{ section: 'Limits', code: 'rm\n' }, block('Its effect')];
  const progress: string[] = [];
  const timed = await takeWalk(WALK, blocks, { terminal, progress: (line) => progress.push(line) });
  expect(run).toEqual(['Its effect']);
  expect(timed).toEqual([{ what: 'dev-up: Its effect', seconds: 0 }]);
  expect(progress).toEqual(['dev-up: Its effect', 'dev-up: Its effect: done in 0 s']);
});

test('what reads is run again until it shows what it should', async () => {
  const { run, terminal } = terminalOf(
    { status: 1, output: 'TypeError' },
    { status: 0, output: '{"source":"database"}' },
    { status: 0, output: '{"source":"cache"}' },
  );
  await takeWalk(WALK, [block('Its effect')], { terminal, progress: () => undefined });
  expect(run).toHaveLength(3);
});

test.each([
  ['fails', { status: 7, output: 'no route' }, /Follow one request failed with exit code 7:\n {4}no route/],
  ['does not show what it should', { status: 0, output: '\n' }, /did not show .*\[0-9a-f\]/],
])('a block that %s ends the walk', async (_, shown, message) => {
  const { run, terminal } = terminalOf(shown);
  const blocks = [block('Follow one request'), block('Its effect')];
  await expect(takeWalk(WALK, blocks, { terminal, progress: () => undefined })).rejects.toThrow(message);
  expect(run).toEqual(['Follow one request']);
});

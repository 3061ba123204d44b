import fs from 'node:fs';
import path from 'node:path';
import { readBlocks } from './readme-blocks';
import { expectationOf, strayExpectations, WALKS } from './walks';

test('blocks are read with their section and step, without the indent of their step', () => {
  const page = [
    '## Start it',
    '',
    '```sh',
    'make dev-up  # comment',
    '```',
    '',
    '## Tour',
    '',
    '1. **Look at it.** Then:',
    '',
    '   ```sh',
    '   for i in 1 2; do',
    '     echo "$i"',
    '   done',
    '   ```',
    '',
    '   ```json',
    '   {}',
    '   ```',
    '',
    '2. **Break it**, and see:',
    '   ```sh',
    '   make drill',
    '   ```',
    '## End',
    '```',
    'no language',
    '```',
    '```sh',
    'make test',
    '```',
  ].join('\n');
  expect(readBlocks(page)).toEqual([
    { section: 'Start it', code: 'make dev-up  # comment\n' },
    { section: 'Tour', step: 'Look at it', code: 'for i in 1 2; do\n  echo "$i"\ndone\n' },
    { section: 'Tour', step: 'Break it', code: 'make drill\n' },
    { section: 'End', code: 'make test\n' },
  ]);
});

describe('the README', () => {
  const blocks = readBlocks(fs.readFileSync(path.resolve(__dirname, '../../../../README.md'), 'utf8'));

  test('every one of its blocks is run', () => {
    const sections = WALKS.flatMap((walk) => walk.sections);
    expect(blocks.filter(({ section }) => !sections.includes(section))).toEqual([]);
    expect(new Set(blocks.map(({ section }) => section))).toEqual(new Set(sections));
  });

  test('every one of its blocks has to show something, and nothing else is expected', () => {
    expect(blocks.filter((block) => expectationOf(block).shows.length === 0)).toEqual([]);
    expect(strayExpectations(blocks)).toEqual([]);
  });
});

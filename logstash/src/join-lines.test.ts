import { LineJoiner } from './join-lines';
import { recordsOf } from './formats/lines-of-test';
import { plain } from './formats';

test('a record of more than 500 lines goes on in the next', () => {
  const lines = ['first', ...Array.from({ length: 1200 }, (_, index) => `\tat line ${index}`)];
  const records = recordsOf('something', lines);
  expect(records.map(({ text }) => text.split('\n').length)).toEqual([500, 500, 201]);
  expect(records.map(({ start, end }) => [start, end])).toEqual([
    [0, 500],
    [500, 1000],
    [1000, 1201],
  ]);
});

test('a record of more than 256 kB goes on in the next', () => {
  const records = recordsOf('something', ['first', ...Array.from({ length: 30 }, () => `\t${'x'.repeat(10_000)}`)]);
  expect(records.map(({ text }) => text.length)).toEqual([260_057, 40_007]);
});

test('a record waits for further lines until none has come for a while', () => {
  const line = (text: string, at: number) => {
    const file = { device: 1, inode: 2, head: { length: 0, hash: '' } };
    return { text, file, path: '/log/a.log', start: at, end: at + 1 };
  };
  const joiner = new LineJoiner('something', plain);
  expect(joiner.push([line('first', 0)], 1000)).toEqual([]);
  expect(joiner.flushQuiet(1999, 1000)).toEqual([]);
  expect(joiner.push([line('\tsecond', 1)], 1999)).toEqual([]);
  expect(joiner.flushQuiet(2998, 1000)).toEqual([]);
  expect(joiner.waitingSince).toBe(1000);
  expect(joiner.flushQuiet(2999, 1000).map(({ text }) => text)).toEqual(['first\n\tsecond']);
  expect(joiner.waitingSince).toBeUndefined();
});

test("a supervisor's envelope that cannot be read is a line like any other", () => {
  const line = `{"level":"info","process":"a","replica":0,"message":${'['.repeat(5000)}`;
  expect(recordsOf('something', [line]).map(({ text }) => text)).toEqual([line]);
});

import { compareOutput } from './expected-output';

const lines = (...all: readonly string[]) => all.join('\n');

test.each([
  ['the same', 'a\nb', 'a\nb'],
  ['blanks at the end of a line', 'a  \nb', 'a\nb\t'],
  ['empty lines at the end', 'a', 'a\n\n'],
  ['an empty line within', 'a\n\nb', 'a\n\nb'],
  ['anything within a line', '{broker="2"} 0.…', '{broker="2"} 0.25'],
  ['nothing at the place of a wildcard', 'a…b', 'ab'],
  ['several wildcards in a line', '{a="…", b="…"} …', '{a="1", b="2"} 3'],
  ['a wildcard at the beginning', '… healthy', 'redis   healthy'],
  ['a part that comes twice', 'a…b…c', 'a b b x c'],
  ['literal signs of regular expressions', 'a.b*(c)[d]{e="f|g"}^$\\', 'a.b*(c)[d]{e="f|g"}^$\\'],
  ['no line for a wildcard line', lines('a', '…', 'b'), lines('a', 'b')],
  ['many lines for a wildcard line', lines('a', '…', 'b'), lines('a', 'x', '', 'y', 'b')],
  ['a wildcard line first', lines('…', 'b'), lines('x', 'y', 'b')],
  ['a wildcard line last', lines('a', '…'), lines('a', 'x', 'y')],
  ['nothing after the line before the last wildcard', lines('a', '…'), 'a'],
  ['wildcard lines around', lines('…', 'b', '…'), lines('a', 'b', 'c')],
  ['two wildcard lines side by side', lines('…', '…', 'b'), lines('x', 'b')],
  ['an earlier line that fits, but not what follows it', lines('…', 'a', 'b'), lines('a', 'a', 'x', 'a', 'b')],
  ['a line in reach of two wildcards', lines('…', 'a…', '…', 'a2'), lines('a1', 'a2', 'x', 'a2')],
  ['no output where none is expected', '', '\n'],
])('fits: %s', (_what, expected, output) => {
  expect(compareOutput(expected, output)).toBeUndefined();
});

test.each([
  ['another line', 'a\nb\nc', 'a\nx\nc', 2, 'b', 'x'],
  ['another order', 'a\nb', 'b\na', 1, 'a', 'b'],
  ['a line too many', 'a', 'a\nb', 2, '(nothing more)', 'b'],
  ['a line too few', 'a\nb', 'a', 2, 'b', '(nothing more)'],
  ['no output', 'a', '', 1, 'a', '(nothing more)'],
  ['output where none is expected', '', 'a', 1, '(nothing more)', 'a'],
  ['blanks at the beginning', 'a', '  a', 1, 'a', '  a'],
  ['no metacharacters', 'a.c', 'abc', 1, 'a.c', 'abc'],
  ['three dots, which are no wildcard', 'a...', 'abcd', 1, 'a...', 'abcd'],
  ['a wildcard that would go over the end of its line', 'a…d', 'a\nd', 1, 'a…d', 'a'],
  ['parts that overlap', 'ab…bc', 'abc', 1, 'ab…bc', 'abc'],
  ['parts in another order', 'a…b…c…d', 'a c b d', 1, 'a…b…c…d', 'a c b d'],
  ['another beginning', 'a…', 'ba', 1, 'a…', 'ba'],
  ['another end', '…a', 'ab', 1, '…a', 'ab'],
  ['another row', '{broker="2"} 0', '{broker="1"} 0', 1, '{broker="2"} 0', '{broker="1"} 0'],
  ['lines after the last one that is named', lines('…', 'a'), lines('a', 'b'), 3, '(nothing more)', 'b'],
  ['another line right after one that fits', lines('…', 'a', 'b'), lines('x', 'a', 'c'), 3, 'b', 'c'],
  [
    'a wildcard line does not change the order',
    lines('…', 'a', '…', 'b', '…'),
    lines('b', 'a'),
    4,
    'b',
    'no such line',
  ],
  ['nowhere', lines('…', 'kafka-2…down', '…'), lines('a', 'kafka-2 up'), 2, 'kafka-2…down', 'no such line from line 1'],
])('does not fit: %s', (_what, expected, output, number, page, came) => {
  const message = compareOutput(expected, output) ?? '';
  const [first, second = '', third = ''] = message.split('\n');
  expect(first).toBe(`line ${number} does not fit`);
  expect(second.trim()).toBe(`the page: ${page.trim()}`);
  expect(third).toContain(`it came:  ${came}`);
});

test('many wildcards and a long output are no trouble', () => {
  const output = Array.from({ length: 2000 }, () => 'a'.repeat(50)).join('\n');
  const expected = `${'…\na…a…a…a\n'.repeat(50)}b`;
  expect(compareOutput(expected, output)).toMatch(/the page: b\n/);
});

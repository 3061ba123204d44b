import { parseEnvFile } from './env-syntax';

const parse = (text: string) => parseEnvFile(Buffer.from(text));

test.each([
  ['A=', ''],
  ['A=1', '1'],
  ['A=https://hooks.slack.com/services/T0/B0/x', 'https://hooks.slack.com/services/T0/B0/x'],
  ['A=a=b', 'a=b'],
  ["A=''", ''],
  ['A=""', ''],
  ['A=\'a # $b `c` "d" !\'', 'a # $b `c` "d" !'],
  [`A="it's # one"`, "it's # one"],
  ["A='é 😀'", 'é 😀'],
  ['export A=1', '1'],
  ['\texport\t A=1', '1'],
  ['  A=1 \t', '1'],
  ['A=1 # a comment, "with\' \\all', '1'],
  ["A='a b'\t # a comment", 'a b'],
  ['A=0\nA=1', '1'],
])('%j gives A the value %j', (text, value) => {
  expect(parse(text)).toMatchObject({ values: { A: value }, refused: [] });
});

test.each(['', '\n\n', ' \t', '# A=1', '  # "\'\\'])('%j says nothing', (text) => {
  expect(parse(text)).toEqual({ values: {}, lines: new Map(), refused: [] });
});

test.each([
  ['A=a#b', 'has a character', "Write A='…'"],
  ['A=a b', 'has a character', "Write A='…'"],
  ['A=$B', 'has a character', "Write A='…'"],
  ['A=~/a', 'has a character', "Write A='…'"],
  ['A=a&b', 'has a character', "Write A='…'"],
  ['A=é', 'has a character', "Write A='…'"],
  ['A=\u00a01', 'has a character', "Write A='…'"],
  ["A=a'b", 'has a character', "Write A='…'"],
  ['A=1\t# a comment', 'has a character', "Write A='…'"],
  ['A=1#', 'has a character', "Write A='…'"],
  ['A=a\\ b', 'has a backslash', 'Write A=… without one.'],
  ["A='a\\'", 'has a backslash', 'Write A=… without one.'],
  ['A="a\\nb"', 'has a backslash', 'Write A=… without one.'],
  ["A='a", "has no '", "Write A='…'"],
  ["A='a'b'", "has no '", "Write A='…'"],
  ["A='a'#b", "has no '", "Write A='…'"],
  ['A="a', 'has a value in "', "Write A='…'"],
  ['A="$B"', 'has a value in "', "Write A='…'"],
  ['A="`b`"', 'has a value in "', "Write A='…'"],
  ['A= 1', 'has a blank beside the =', 'Write A=… without blanks.'],
  ['A =1', 'has a blank beside the =', 'Write A=… without blanks.'],
  ['A= # none', 'has a blank beside the =', 'Write A=… without blanks.'],
  ['A', 'is not of the form NAME=value', 'put a # before it'],
  ['A: 1', 'is not of the form NAME=value', 'put a # before it'],
  ['A+=1', 'is not of the form NAME=value', 'put a # before it'],
  ['1A=1', 'is not of the form NAME=value', 'put a # before it'],
  ['Ä=1', 'is not of the form NAME=value', 'put a # before it'],
  ['A=1\r', 'ends as on Windows', 'with Unix line ends'],
  ['# a\rA=1', 'has a control character', 'Remove it'],
  ["A='\u001b'", 'has a control character', 'Remove it'],
  ['A=\0', 'has a control character', 'Remove it'],
])('%j is refused', (text, problem, advice) => {
  const { values, refused } = parse(`B=1\n${text}\nC=2`);
  expect(values).toEqual({ B: '1', C: '2' });
  expect(refused).toEqual([
    {
      line: 2,
      kind: problem.includes('NAME=value') ? 'not an assignment' : 'read differently',
      problem: expect.stringContaining(problem) as string,
      advice: expect.stringContaining(advice) as string,
    },
  ]);
});

test('no value is told', () => {
  const { refused } = parse('A=hush$hush\nA="hush\nA=\'hush\nA= hush\nA=hush\\\nhush\nA=hush\r');
  expect(refused).toHaveLength(7);
  expect(JSON.stringify(refused)).not.toContain('hush');
});

test('a byte order mark is refused at the first line, and is no blank elsewhere', () => {
  expect(parse('\ufeffA=1\nB=2')).toMatchObject({
    values: { B: '2' },
    refused: [{ line: 1, problem: expect.stringContaining('byte order mark') as string }],
  });
  expect(parse('A=1\n\ufeffB=2').refused).toMatchObject([{ line: 2, kind: 'not an assignment' }]);
});

test('a file of another encoding is refused, and a file of UTF-16 too', () => {
  const latin1 = parseEnvFile(Buffer.from("A=1\nB='\xe9'\nC=2", 'latin1'));
  expect(latin1).toMatchObject({ values: { A: '1', C: '2' }, refused: [{ line: 2, problem: 'is not UTF-8.' }] });
  expect(parseEnvFile(Buffer.from('\ufeffA=1\n', 'utf16le')).refused[0]).toMatchObject({
    line: 1,
    problem: 'is not UTF-8.',
  });
});

test('a file with the line ends of Windows has one problem', () => {
  expect(parse('A=1\r\nB=2\r\n\r\n# c\r\n').refused).toMatchObject([{ line: 1 }]);
});

import { parseDeclarations } from './declarations';

const parse = (text: string) => parseDeclarations('clock.yml', text);

test('reads what is to be divided, what is not, and why', () => {
  expect(
    parse('A: {seconds: [30], counts: [3]}\nB: {keep: [0.3], reason: a share}\nC: {speed: 1, reason: its own}'),
  ).toEqual({
    A: { seconds: [30], counts: [3] },
    B: { keep: [0.3], reason: 'a share' },
    C: { speed: 1, reason: 'its own' },
  });
});

test('a file of comments declares nothing', () => {
  expect(parse('# nothing yet')).toEqual({});
});

test.each([
  ['a list', '[A]', 'clock.yml: has to be a map of alerts'],
  ['broken YAML', 'A: {seconds', 'clock.yml: '],
  ['keep without a reason', 'A: {keep: [1]}', 'clock.yml: A: '],
  ['a speed without a reason', 'A: {speed: 1}', 'clock.yml: A: '],
  ['another speed', 'A: {speed: 2, reason: slow}', 'clock.yml: A: '],
  ['nothing', 'A: {}', 'clock.yml: A: '],
  ['an unknown word', 'A: {second: [30]}', 'clock.yml: A: '],
  ['a text for a number', 'A: {seconds: [30s]}', 'clock.yml: A: '],
])('%s is refused, and the file and the alert are named', (_, text, message) => {
  expect(() => parse(text)).toThrow(message);
});

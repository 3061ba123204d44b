import { formatMatcher, parseMatchers } from './matchers';

const equal = (name: string, value: string) => ({ name, value, isEqual: true, isRegex: false });

test.each([
  ['', []],
  ['{}', []],
  ['  { } ', []],
  ['{alertname="X"}', [equal('alertname', 'X')]],
  ['alertname="X"', [equal('alertname', 'X')]],
  ['{alertname="X", service="Y"}', [equal('alertname', 'X'), equal('service', 'Y')]],
  ['{alertname="X",service="Y",}', [equal('alertname', 'X'), equal('service', 'Y')]],
  ['{ a = "1" , b != "2" }', [equal('a', '1'), { ...equal('b', '2'), isEqual: false }]],
  ['a=~"x.*"', [{ ...equal('a', 'x.*'), isRegex: true }]],
  ['a!~"x|y"', [{ ...equal('a', 'x|y'), isRegex: true, isEqual: false }]],
  ['a=""', [equal('a', '')]],
  ['a="say \\"no\\", \\\\ and \\n}"', [equal('a', 'say "no", \\ and \n}')]],
  ['a="{b=1}, é ✓"', [equal('a', '{b=1}, é ✓')]],
])('reads %s', (text, matchers) => {
  expect(parseMatchers(text)).toEqual(matchers);
});

test.each([
  ['{', 'the name of a label is expected at position 2; there it ends'],
  ['{a="1"', 'a comma, or the end, is expected at position 7; there it ends'],
  ['a="1"}', 'a comma, or the end, is expected at position 6; there is "}"'],
  ['{a="1"} x', 'a comma, or the end, is expected at position 7; there is "} x"'],
  ['{a}', '=, !=, =~ or !~ is expected at position 3; there is "}"'],
  ['{a==="1"}', 'a value in double quotes (with \\" \\\\ \\n) is expected at position 4; there is "==\\"1\\"}"'],
  ["{a='1'}", `a value in double quotes (with \\" \\\\ \\n) is expected at position 4; there is "'1'}"`],
  ['{a="1}', 'a value in double quotes (with \\" \\\\ \\n) is expected at position 4; there is "\\"1}"'],
  ['{a="\\t"}', 'a value in double quotes (with \\" \\\\ \\n) is expected at position 4; there is "\\"\\\\t\\"}"'],
  ['{1a="1"}', 'the name of a label is expected at position 2; there is "1a=\\"1\\"}"'],
  ['{a="1" b="2"}', 'a comma, or the end, is expected at position 8; there is "b=\\"2\\"}"'],
  ['{,}', 'the name of a label is expected at position 2; there is ",}"'],
  ['{a="1",,}', 'a label, or the end, is expected at position 8; there is ",}"'],
])('refuses %s and says where', (text, message) => {
  expect(() => parseMatchers(text)).toThrow(
    expect.objectContaining({ code: 'malformed_request', message: `filter: ${message}` }) as Error,
  );
});

test.each(['a="1"', 'a!="1"', 'a=~"1.*"', 'a!~"1"', 'a="say \\"no\\" \\\\ \\n"', 'a=""'])(
  'writes %s as it was read',
  (text) => {
    expect(parseMatchers(text).map(formatMatcher)).toEqual([text]);
  },
);

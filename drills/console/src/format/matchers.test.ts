import { formatMatchers, matchersOf } from './matchers';

it("writes matchers in Alertmanager's form", () => {
  expect(
    formatMatchers([
      { name: 'a', value: 'x', isEqual: true, isRegex: false },
      { name: 'b', value: 'x', isEqual: false, isRegex: false },
      { name: 'c', value: 'x.*', isEqual: true, isRegex: true },
      { name: 'd', value: 'x|y', isEqual: false, isRegex: true },
    ]),
  ).toBe('{a="x", b!="x", c=~"x.*", d!~"x|y"}');
});

it('escapes what would end a value', () => {
  expect(formatMatchers(matchersOf({ b: '"\\\n', a: '' }))).toBe('{a="", b="\\"\\\\\\n"}');
});

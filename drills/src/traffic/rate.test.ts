import { MAX_RATE, parseRate } from './rate';

test.each([
  ['3', 3],
  ['0.5', 0.5],
  ['12/s', 12],
  ['90/min', 1.5],
  [' 7 ', 7],
  [String(MAX_RATE), MAX_RATE],
])('%j is %d requests a second', (text, expected) => {
  expect(parseRate(text)).toBe(expected);
});

test.each(['', '0', '0/min', '-1', 'fast', '3/h', '1e3', '3 4', 'Infinity', String(MAX_RATE + 1)])(
  '%j is refused with the form expected',
  (text) => {
    expect(() => parseRate(text)).toThrow(/is not a rate: give requests per second above 0 and up to 500/);
  },
);

import { formatSeconds, formatTenths } from './duration';

it.each([
  [0, '0 s'],
  [0.000_25, '250 µs'],
  [0.0123, '12.3 ms'],
  [0.9996, '1000 ms'],
  [1.234, '1.23 s'],
  [9.99, '9.99 s'],
  [42.4, '42 s'],
  [59.7, '1 min'],
  [60, '1 min'],
  [125, '2 min 5 s'],
  [3_600, '1 h'],
  [4_000, '1 h 6 min'],
  [90_000, '1 d 1 h'],
  [-5, '−5 s'],
  [Number.NaN, '–'],
  [Number.POSITIVE_INFINITY, '–'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

it.each([
  [0.04, '0.0 s'],
  [13.06, '13.1 s'],
  [13.5, '13.5 s'],
  [117, '1 min 57 s'],
])('to the tenth, %d seconds are %s', (seconds, text) => {
  expect(formatTenths(seconds)).toBe(text);
});

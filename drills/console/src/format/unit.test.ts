import { formatValue } from './unit';

it.each([
  [0, 'short', '0'],
  [999, 'short', '999'],
  [1_234, 'short', '1.23 K'],
  [5_600_000, undefined, '5.6 Mil'],
  [-1_500, 'short', '−1.5 K'],
  [0.1234, 's', '123 ms'],
  [90, 's', '1 min 30 s'],
  [1_500, 'ms', '1.5 s'],
  [0.0123, 'percentunit', '1.23 %'],
  [1, 'percentunit', '100 %'],
  [512, 'bytes', '512 B'],
  [1_572_864, 'bytes', '1.5 MiB'],
  [4.96, 'reqps', '4.96 req/s'],
  [0.5, 'cps', '0.5/s'],
  [3, 'furlongs', '3 furlongs'],
  [Number.NaN, 's', '–'],
  [Number.POSITIVE_INFINITY, 'short', '∞'],
])('%d in %s is %s', (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text);
});

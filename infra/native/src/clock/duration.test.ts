import { formatDuration, parseDuration, scaleDuration } from './duration';

test.each([
  ['30s', 30_000],
  ['1h30m', 5_400_000],
  ['1d', 86_400_000],
  ['2w', 1_209_600_000],
  ['1y', 31_536_000_000],
  ['250ms', 250],
  ['0s', 0],
  ['37s500ms', 37_500],
  ['300', 300_000],
  ['0.5', 500],
])('%s are %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', '5m3h', '5 m', '-5m', '1.5h', 'soon'])('"%s" is none', (text) => {
  expect(() => parseDuration(text)).toThrow(`"${text}" is no duration`);
});

test.each([
  [0, '0s'],
  [1500, '1500ms'],
  [90_000, '90s'],
  [5_400_000, '90m'],
  [3_600_000, '1h'],
  [604_800_000, '7d'],
])('%d ms are written as %s, and read as the same', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  ['15s', 10, '1500ms'],
  ['15s', 8, '1875ms'],
  ['5m', 10, '30s'],
  ['30d', 10, '3d'],
  ['1d', 10, '144m'],
  ['0s', 10, '0s'],
  ['15s', 1.25, '12s'],
  ['11s', 1.1, '10s'],
])('%s divided by %d are %s', (text, speed, divided) => {
  expect(scaleDuration(text, speed)).toBe(divided);
});

test('at 1 the text stays, however it is written', () => {
  expect(scaleDuration('90m', 1)).toBe('90m');
  expect(scaleDuration('1h30m', 1)).toBe('1h30m');
});

test.each([
  ['10s', 3],
  ['15s', 7],
  ['5ms', 10],
  ['1ms', 2],
])('%s cannot be divided by %d: that makes no whole milliseconds, and is not rounded', (text, speed) => {
  expect(() => scaleDuration(text, speed)).toThrow(
    `${text} divided by ${speed} is no whole number of milliseconds: choose another speed`,
  );
});

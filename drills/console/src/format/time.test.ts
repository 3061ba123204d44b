import { formatClock, formatRelative, formatUtc } from './time';

const AT = Date.UTC(2026, 10, 24, 3, 12, 5, 123);

it('gives absolute times in UTC', () => {
  expect(formatUtc(AT)).toBe('2026-11-24 03:12:05 UTC');
  expect(formatClock(AT)).toBe('03:12:05');
  expect(formatClock(AT, true)).toBe('03:12:05.123');
});

it('says so where there is no time', () => {
  expect(formatUtc(Number.NaN)).toBe('at no known time');
  expect(formatRelative(Number.NaN, AT)).toBe('at no known time');
});

it.each([
  [0, 'just now'],
  [1_400, 'just now'],
  [5_000, '5 s ago'],
  [125_000, '2 min 5 s ago'],
  [725_000, '12 min ago'],
  [7_500_000, '2 h 5 min ago'],
  [-60_000, 'in 1 min'],
])('what is %d ms back is %s', (back, text) => {
  expect(formatRelative(AT - back, AT)).toBe(text);
});

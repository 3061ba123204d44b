import { sinceOf } from './since';

const NOW = new Date('2026-11-24T12:00:00.000Z');

test.each([
  ['90s', '2026-11-24T11:58:30.000Z'],
  ['15m', '2026-11-24T11:45:00.000Z'],
  ['1h', '2026-11-24T11:00:00.000Z'],
  ['7d', '2026-11-17T12:00:00.000Z'],
])('%s ago', (age, expected) => {
  expect(sinceOf(age, NOW)?.toISOString()).toBe(expected);
});

test.each(['', '1', 'h', '0m', '-1h', '1.5h', '1w', '1h30m', '1 h', '20800d', '999999d'])(
  '"%s" is no age, or none since 1970',
  (age) => {
    expect(sinceOf(age, NOW)).toBeUndefined();
  },
);

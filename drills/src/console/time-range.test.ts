import { moment, toMillis } from './time-range';

const NOW = Date.parse('2026-11-24T12:00:00Z');

test.each([
  ['now', '2026-11-24T12:00:00.000Z'],
  ['now-30s', '2026-11-24T11:59:30.000Z'],
  ['now-15m', '2026-11-24T11:45:00.000Z'],
  ['now-1h', '2026-11-24T11:00:00.000Z'],
  ['now-2d', '2026-11-22T12:00:00.000Z'],
  ['now-1w', '2026-11-17T12:00:00.000Z'],
  [String(NOW - 1), '2026-11-24T11:59:59.999Z'],
  ['0', '1970-01-01T00:00:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(new Date(toMillis(moment.parse(text), NOW)).toISOString()).toBe(expected);
});

test.each(['', 'yesterday', 'now-1', 'now-1y', 'now+1h', 'now-1h/d', '-1', '1.5', '2026-11-24', '1234567890123456'])(
  '"%s" is refused, with the form that is expected',
  (text) => {
    expect(moment.safeParse(text).error?.issues[0]?.message).toMatch(/give milliseconds since 1970, now, or now-1h/);
  },
);

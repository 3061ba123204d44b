import { readRange, resolveTime } from './time-range';

const NOW = 1_000_000_000;
const fallback = { from: 'now-1h', to: 'now' };
const read = (query: string) => readRange(new URLSearchParams(query), fallback, NOW);

it.each([
  ['now', NOW],
  ['now-30m', NOW - 1_800_000],
  ['now-2d', NOW - 172_800_000],
  ['1732400000000', 1_732_400_000_000],
  ['yesterday', undefined],
  ['now-30', undefined],
  ['', undefined],
])('%j is %s', (text, at) => {
  expect(resolveTime(text, NOW)).toBe(at);
});

it('takes the range of an address', () => {
  expect(read('from=now-30m&to=now')).toEqual({ from: 'now-30m', to: 'now' });
  expect(read('from=1000&to=2000')).toEqual({ from: '1000', to: '2000' });
  expect(read('from=1000')).toEqual({ from: '1000', to: 'now' });
});

it.each(['', 'from=x', 'from=2000&to=1000', 'to=never', 'from=now-5m&to=now-10m'])('falls back for %j', (query) => {
  expect(read(query)).toEqual(fallback);
});

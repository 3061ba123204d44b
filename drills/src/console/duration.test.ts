import { readSeconds } from './duration';

test.each([
  ['5s', 5],
  ['1500ms', 1.5],
  ['1m30s', 90],
  ['1s500ms', 1.5],
  ['1h', 3600],
  ['7d', 604_800],
  ['0s', 0],
])('%s are %d seconds', (text, seconds) => {
  expect(readSeconds(text)).toBe(seconds);
});

test.each(['', '5', 's', '5 s', '-5s', '1.5s', '5sx', '5S'])('"%s" is none', (text) => {
  expect(readSeconds(text)).toBeUndefined();
});

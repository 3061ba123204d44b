import { formatClock } from './clock';

test.each([
  [null, '5s', 'The alert path is at rest: it scrapes every 5s and evaluates every 5s.'],
  [1, '15s', "The alert path is in production's time: it scrapes every 15s and evaluates every 15s."],
  [
    10,
    '1500ms',
    'The alert path is 10 times as fast as production: it scrapes every 1500ms and evaluates every 1500ms.',
  ],
])('at the speed %p', (speed, interval, sentence) => {
  expect(formatClock({ speed, scrapeInterval: interval, evaluationInterval: interval })).toBe(sentence);
});

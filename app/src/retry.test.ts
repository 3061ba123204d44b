import { backoffMs, pause } from './retry';

test('the wait doubles up to its limit', () => {
  const waits = [1, 2, 3, 4, 5, 60].map((attempt) => backoffMs({ firstMs: 200, longestMs: 1_000 }, attempt));
  expect(waits).toEqual([200, 400, 800, 1_000, 1_000, 1_000]);
});

test('a pause ends when its signal is aborted, also when it was aborted before', async () => {
  const aborting = new AbortController();
  const start = performance.now();
  const paused = pause(60_000, aborting.signal);
  aborting.abort();
  await paused;
  await pause(60_000, aborting.signal);
  expect(performance.now() - start).toBeLessThan(5_000);
});

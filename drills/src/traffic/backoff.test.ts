import { Backoff } from './backoff';

/** The waits, in ms, that follow one failure after the other. */
function waits(count: number, random: () => number): number[] {
  const backoff = new Backoff(random);
  const found: number[] = [];
  let now = 0;
  for (let i = 0; i < count; i += 1) {
    backoff.failed(now);
    let wait = 0;
    while (!backoff.ready(now + wait)) wait += 1;
    found.push(wait);
    now += wait;
  }
  return found;
}

it('doubles the wait up to its limit', () => {
  expect(waits(8, () => 1)).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});

it('spreads the waits over the upper half', () => {
  expect(waits(3, () => 0)).toEqual([125, 250, 500]);
});

it('does not count failures of requests that were under way when the wait began', () => {
  const backoff = new Backoff(() => 1);
  backoff.failed(0);
  backoff.failed(10);
  backoff.failed(20);
  expect(backoff.ready(249)).toBe(false);
  expect(backoff.ready(250)).toBe(true);
});

it('starts over after an answer, and says whether that ended an outage', () => {
  const backoff = new Backoff(() => 1);
  expect(backoff.succeeded()).toBe(false);
  backoff.failed(0);
  expect(backoff.succeeded()).toBe(true);
  expect(backoff.ready(1)).toBe(true);
  backoff.failed(1);
  expect(backoff.ready(251)).toBe(true);
});

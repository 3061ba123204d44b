import { WakeUp } from './wake-up';

const never = new AbortController().signal;
const LONG_MS = 60_000;

test('a ring wakes who waits', async () => {
  const wakeUp = new WakeUp();
  const woken = wakeUp.wait(LONG_MS, never);
  wakeUp.ring();
  await woken;
});

test('a ring that came before the wait is not lost, and counts once', async () => {
  const wakeUp = new WakeUp();
  wakeUp.ring();
  wakeUp.ring();
  await wakeUp.wait(LONG_MS, never);
  const start = performance.now();
  await wakeUp.wait(20, never);
  expect(performance.now() - start).toBeGreaterThanOrEqual(15);
});

test('stopping ends the wait', async () => {
  const stopping = new AbortController();
  const woken = new WakeUp().wait(LONG_MS, stopping.signal);
  stopping.abort();
  await woken;
  await new WakeUp().wait(LONG_MS, stopping.signal);
});

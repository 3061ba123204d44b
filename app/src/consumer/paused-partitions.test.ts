import { pausedPartitions } from './paused-partitions';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** The batch of a partition; what is done with it is noted. */
function batchOf(partition: number, log: string[]) {
  return {
    batch: { topic: 'a', partition } as never,
    pause() {
      log.push(`pause ${partition}`);
      return () => void log.push(`resume ${partition}`);
    },
  };
}

test('each partition is resumed after its own time, once', () => {
  const log: string[] = [];
  const paused = pausedPartitions(() => false);
  paused.pauseFor(1_000, batchOf(1, log));
  paused.pauseFor(500, batchOf(2, log));
  paused.pauseFor(2_000, batchOf(1, log));
  jest.advanceTimersByTime(5_000);
  expect(log).toEqual(['pause 1', 'pause 2', 'pause 1', 'resume 2', 'resume 1']);
});

test('nothing is resumed while the whole group is paused, or once all is over', () => {
  const log: string[] = [];
  let isHeld = true;
  const paused = pausedPartitions(() => isHeld);
  paused.pauseFor(1_000, batchOf(1, log));
  jest.advanceTimersByTime(5_000);
  isHeld = false;
  paused.pauseFor(1_000, batchOf(2, log));
  paused.clear();
  jest.advanceTimersByTime(5_000);
  expect(log).toEqual(['pause 1', 'pause 2']);
});

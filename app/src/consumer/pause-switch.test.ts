import { pauseSwitch } from './pause-switch';

/** As KafkaJS's consumer: takes orders only between joining and stopping, and knows nothing of the last group. */
function consumer() {
  const listeners = new Map<string, () => void>();
  let paused: Set<string> | undefined;
  const member = () => {
    if (!paused) throw new Error('Consumer group was not initialized, consumer#run must be called first');
    return paused;
  };
  return {
    stub: {
      on: (event: string, listener: () => void) => {
        listeners.set(event, listener);
        return () => listeners.delete(event);
      },
      pause: (topics: { topic: string }[]) => topics.forEach(({ topic }) => member().add(topic)),
      resume: (topics: { topic: string }[]) => topics.forEach(({ topic }) => member().delete(topic)),
    },
    join: () => {
      paused = new Set();
      listeners.get('consumer.group_join')?.();
    },
    stop: () => {
      paused = undefined;
      listeners.get('consumer.stop')?.();
    },
    paused: () => [...(paused ?? [])],
  };
}

test('all topics are paused and resumed', () => {
  const { stub, join, paused } = consumer();
  const pausing = pauseSwitch(stub, ['a', 'b']);
  join();
  expect(paused()).toEqual([]);
  pausing.set(true);
  expect({ paused: paused(), isPaused: pausing.isPaused() }).toEqual({ paused: ['a', 'b'], isPaused: true });
  pausing.set(false);
  expect({ paused: paused(), isPaused: pausing.isPaused() }).toEqual({ paused: [], isPaused: false });
});

test('what was asked for before the group is joined is done when it is', () => {
  const { stub, join, paused } = consumer();
  pauseSwitch(stub, ['a']).set(true);
  join();
  expect(paused()).toEqual(['a']);
});

test('a consumer that starts anew after a crash is paused again, unless that was taken back meanwhile', () => {
  const { stub, join, stop, paused } = consumer();
  const pausing = pauseSwitch(stub, ['a']);
  join();
  pausing.set(true);
  stop();
  join();
  expect(paused()).toEqual(['a']);
  stop();
  pausing.set(false);
  join();
  expect(paused()).toEqual([]);
});

/** What is needed of a KafkaJS consumer. */
interface PausableConsumer {
  on(event: 'consumer.group_join' | 'consumer.stop', listener: () => void): unknown;
  pause(topics: { topic: string }[]): void;
  resume(topics: { topic: string }[]): void;
}

export interface PauseSwitch {
  isPaused(): boolean;
  set(paused: boolean): void;
}

/**
 * Pauses and resumes the topics of a consumer. KafkaJS forgets what is paused when it restarts a crashed consumer, and
 * takes no orders while it has no group: what was asked for last is done each time the group is joined.
 */
export function pauseSwitch(consumer: PausableConsumer, topics: readonly string[]): PauseSwitch {
  const ofAllPartitions = topics.map((topic) => ({ topic }));
  let paused = false;
  let isMember = false;

  function apply(): void {
    if (!isMember) return;
    if (paused) consumer.pause(ofAllPartitions);
    else consumer.resume(ofAllPartitions);
  }

  consumer.on('consumer.group_join', () => {
    isMember = true;
    apply();
  });
  consumer.on('consumer.stop', () => {
    isMember = false;
  });

  return {
    isPaused: () => paused,
    set(wanted) {
      paused = wanted;
      apply();
    },
  };
}

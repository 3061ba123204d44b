import type { EachBatchPayload } from 'kafkajs';

/** Pauses partitions for a time, each by itself. */
export interface PausedPartitions {
  /** Pauses the partition of a batch, and resumes it after so many milliseconds. */
  pauseFor(milliseconds: number, payload: Pick<EachBatchPayload, 'batch' | 'pause'>): void;
  /** Forgets them all: nothing is resumed any more. */
  clear(): void;
}

/**
 * @param isHeld asked when a partition is to be resumed: whether the whole group is paused. Whoever ends that resumes every
 *   partition with it.
 */
export function pausedPartitions(isHeld: () => boolean): PausedPartitions {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    pauseFor(milliseconds, { batch: { topic, partition }, pause }) {
      const name = `${topic}-${partition}`;
      clearTimeout(timers.get(name));
      const resume = pause();
      const timer = setTimeout(() => {
        timers.delete(name);
        if (!isHeld()) resume();
      }, milliseconds);
      timers.set(name, timer);
    },
    clear() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

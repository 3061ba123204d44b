import type { SeekEntry } from 'kafkajs';

/** Where a partition begins and ends: offsets of the oldest record that is kept, and of the next one that will be written. */
export interface PartitionBounds {
  readonly partition: number;
  readonly oldest: number;
  readonly next: number;
}

/** How far a group is in a partition. */
export interface GroupPosition {
  readonly partition: number;
  /** The committed offset; -1 before the group's first commit. */
  readonly committed: number;
  /** Records that are not committed yet, 0 or more. */
  readonly lag: number;
}

/** The bounds of a topic's partitions from KafkaJS's answer. */
export function boundsOf(offsets: readonly (SeekEntry & { high: string; low: string })[]): PartitionBounds[] {
  return offsets.map(({ partition, low, high }) => ({ partition, oldest: Number(low), next: Number(high) }));
}

/**
 * A group's positions in the partitions that have bounds. A group that has committed nothing, or whose next record is no longer
 * kept, goes on at the oldest record that is: its lag is counted from there.
 */
export function groupPositions(
  committed: readonly { partition: number; offset: string }[],
  bounds: readonly PartitionBounds[],
): GroupPosition[] {
  const byPartition = new Map(bounds.map((bound) => [bound.partition, bound]));
  return committed.flatMap(({ partition, offset }) => {
    const bound = byPartition.get(partition);
    if (bound === undefined) return [];
    const position = Number(offset);
    return [{ partition, committed: position, lag: Math.max(0, bound.next - Math.max(position, bound.oldest)) }];
  });
}

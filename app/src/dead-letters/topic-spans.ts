import type { Place } from './place';

/** What is still to be read of a partition: from `next`, up to but without `end`. */
export interface Span {
  partition: number;
  next: bigint;
  end: bigint;
}

/** What a partition holds, as KafkaJS tells it. */
export interface PartitionOffsets {
  partition: number;
  low: string;
  high: string;
}

/** All that the partitions hold; with `starts`, from that offset of each. */
export function spansOf(offsets: readonly PartitionOffsets[], starts?: ReadonlyMap<number, string>): Span[] {
  return offsets.map(({ partition, low, high }) => {
    const start = BigInt(starts?.get(partition) ?? low);
    return { partition, next: start > BigInt(low) ? start : BigInt(low), end: BigInt(high) };
  });
}

/** The least that holds the places. */
export function spansAround(offsets: readonly PartitionOffsets[], places: readonly Place[]): Span[] {
  return spansOf(offsets).map(({ partition, next, end }) => {
    const wanted = places
      .filter((place) => place.partition === partition)
      .map(({ offset }) => BigInt(offset))
      .filter((offset) => offset >= next && offset < end);
    const [first, ...others] = wanted;
    if (first === undefined) return { partition, next: end, end };
    const min = others.reduce((least, offset) => (offset < least ? offset : least), first);
    const max = others.reduce((most, offset) => (offset > most ? offset : most), first);
    return { partition, next: min, end: max + 1n };
  });
}

/** How many records at most are still to be read. */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { next, end }) => sum + (end > next ? Number(end - next) : 0), 0);
}

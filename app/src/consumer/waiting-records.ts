import type { Dependency } from '../errors';
import type { Postponed } from './process-record';

/** A record that its partition waits at. */
export interface WaitingRecord {
  readonly topic: string;
  readonly partition: number;
  /** A 64-bit number as text. */
  readonly offset: string;
  /** How often it was tried. */
  readonly attempts: number;
  /** When it failed first, in milliseconds since the epoch. */
  readonly since: number;
  readonly message: string;
  readonly dependency: Dependency | undefined;
}

type Place = Pick<WaitingRecord, 'topic' | 'partition' | 'offset'>;

/** The record that each partition waits at, and how often it was tried: what has to outlast the batch that it came in. */
export class WaitingRecords {
  private readonly byPartition = new Map<string, WaitingRecord>();

  /** How often this record was tried. */
  attemptsOf(place: Place): number {
    const waiting = this.byPartition.get(nameOf(place));
    return waiting?.offset === place.offset ? waiting.attempts : 0;
  }

  /** Notes an attempt that failed. */
  failed({ topic, partition, offset }: Place, { message, dependency }: Postponed): void {
    const attempts = this.attemptsOf({ topic, partition, offset });
    const before = this.byPartition.get(nameOf({ topic, partition }));
    const since = attempts > 0 && before ? before.since : Date.now();
    const waiting = { topic, partition, offset, attempts: attempts + 1, since, message, dependency };
    this.byPartition.set(nameOf({ topic, partition }), waiting);
  }

  /** Notes that the partition goes on. */
  passed(place: Omit<Place, 'offset'>): void {
    this.byPartition.delete(nameOf(place));
  }

  /** Forgets the partitions that are not among those assigned: they are others' to wait at. */
  keepOnly(assigned: Readonly<Record<string, readonly number[]>>): void {
    for (const [name, { topic, partition }] of this.byPartition) {
      if (assigned[topic]?.includes(partition) !== true) this.byPartition.delete(name);
    }
  }

  all(): WaitingRecord[] {
    return [...this.byPartition.values()];
  }
}

function nameOf({ topic, partition }: Omit<Place, 'offset'>): string {
  return `${topic}-${partition}`;
}

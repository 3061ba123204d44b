import type { DeadLetter } from './dead-letter';
import type { Place } from './place';

/** What an operator did with a dead letter. */
export interface Decision {
  decision: 'replayed' | 'dropped';
  /** What the operator said about it. */
  reason: string | null;
  decidedAt: Date;
}

export interface DecisionStore {
  /** Every decision, by the id of its dead letter. */
  all(): Promise<Map<string, Decision>>;
  /**
   * Stores a decision once `work` has been done. Of several at once about one dead letter the first decides, and the others
   * wait for it; when `work` throws nothing is stored. Should the process or the database end between the two, the work is
   * done and the dead letter still waits.
   * @param anew decide again what was decided before
   * @returns false, without doing the work, when it was decided before
   */
  decide(
    place: Place,
    decision: Pick<Decision, 'decision' | 'reason'>,
    options: { anew: boolean },
    work?: () => Promise<void>,
  ): Promise<boolean>;
}

/** Which part of the topic to read. */
export interface Range {
  /** Stored since then. Default: all that is kept. */
  since?: Date | undefined;
  /** Only these. */
  places?: readonly Place[] | undefined;
}

export interface ReadOptions {
  /** Told from time to time how many of how many records are read. */
  onProgress?: ((done: number, total: number) => void) | undefined;
  /** Ends the reading with the signal's reason. */
  signal: AbortSignal;
}

/** A topic on which somebody else puts records aside: Dapr's, of its own pub/sub. */
export interface AsideTopic extends DeadLetterSource {
  /**
   * Takes each partition's records off the topic, up to and with that place. Throws DependencyUnavailableError when Kafka does
   * not do it; they are still there then, or some of them.
   */
  removeThrough(places: readonly Place[]): Promise<void>;
}

export interface DeadLetterSource {
  /**
   * Hands over every dead letter of the range that the topic holds at the beginning of the call, those of one partition in
   * their order. Throws DependencyUnavailableError when Kafka is away or stops to answer.
   */
  read(range: Range, onLetter: (letter: DeadLetter) => void, options: ReadOptions): Promise<void>;
}

/** A record that a consumer group is to leave behind, and why. */
export interface Skip {
  group: string;
  topic: string;
  partition: number;
  /** A 64-bit number as text. */
  offset: string;
  reason: string;
}

/** Each call throws DependencyUnavailableError when Kafka or the database is unavailable. */
export interface SkipDesk {
  /**
   * Where the group goes on in a partition, and where the partition ends: offsets, equal when all is read.
   * @returns undefined when the topic has no such partition
   */
  placeOf(group: string, topic: string, partition: number): Promise<{ next: string; end: string } | undefined>;
  /** Stores the order for the running consumers; harmless to repeat. */
  order(skip: Skip): Promise<void>;
  isDone(record: Omit<Skip, 'reason'>): Promise<boolean>;
}

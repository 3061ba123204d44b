import { byAge, failedAt, type DeadLetter } from './dead-letter';
import { idOf } from './place';
import type { Decision } from './ports';

/** What an operator asks for; what is absent does not matter. */
export interface Wanted {
  /** The topic that it came from. */
  topic?: string | undefined;
  /** The code of its error. */
  reason?: string | undefined;
  since?: Date | undefined;
  /** With those that were replayed or dropped. */
  decided?: boolean | undefined;
}

/** A dead letter with what was decided about it; undefined while it waits. */
export interface ListedLetter {
  letter: DeadLetter;
  decision: Decision | undefined;
}

/**
 * Keeps the dead letters that are wanted, at most `limit` of them and those from one end of their order, so that memory is
 * bounded however many there are.
 */
export class Selection {
  private kept: ListedLetter[] = [];
  /** How many were wanted. */
  count = 0;

  constructor(
    private readonly wanted: Wanted,
    private readonly decisions: ReadonlyMap<string, Decision>,
    private readonly limit: number,
    private readonly end: 'oldest' | 'newest',
  ) {}

  add(letter: DeadLetter): void {
    const decision = this.decisions.get(idOf(letter));
    if (!isWanted(this.wanted, letter, decision)) return;
    this.count += 1;
    this.kept.push({ letter, decision });
    if (this.kept.length >= 2 * this.limit) this.kept = this.inOrder();
  }

  /** Oldest first. */
  inOrder(): ListedLetter[] {
    const sorted = this.kept.toSorted((a, b) => byAge(a.letter, b.letter));
    return this.end === 'oldest' ? sorted.slice(0, this.limit) : sorted.slice(-this.limit);
  }
}

function isWanted({ topic, reason, since, decided }: Wanted, letter: DeadLetter, decision?: Decision): boolean {
  return (
    (decided === true || decision === undefined) &&
    (topic === undefined || letter.failure?.topic === topic) &&
    (reason === undefined || letter.failure?.code === reason) &&
    // What has no known time is not left out for its age.
    (since === undefined || (failedAt(letter) ?? since) >= since)
  );
}

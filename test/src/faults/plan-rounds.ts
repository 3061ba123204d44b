import type { Random } from '@firewatch/drills';
import type { FaultKind } from './fault-kinds';

/** A round to come. */
export interface PlannedRound {
  readonly kind: string;
  readonly process: string;
  /** Changes that are acknowledged before the kill. */
  readonly before: number;
}

const FEWEST_BEFORE = 20;
const MOST_BEFORE = 80;

/**
 * Spreads rounds over the kinds: each kind once, in a random order, then each once again in another, and so on. A kind's processes
 * take turns.
 */
export function planRounds(kinds: readonly FaultKind[], count: number, random: Random): PlannedRound[] {
  const turns = Math.ceil(count / kinds.length);
  return Array.from({ length: turns }, (_, turn) =>
    shuffled(kinds, random).map(({ name, processes }) => ({
      kind: name,
      process: processes[turn % processes.length] ?? name,
      before: FEWEST_BEFORE + Math.floor(random() * (MOST_BEFORE - FEWEST_BEFORE + 1)),
    })),
  )
    .flat()
    .slice(0, count);
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

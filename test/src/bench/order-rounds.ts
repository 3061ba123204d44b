import type { Random } from '@firewatch/drills';

/**
 * In which order the sides are measured, round by round: shuffled, and in the next round the other way round, so that what changes
 * slowly (the machine's temperature, a growing table) touches all sides alike.
 */
export function orderRounds(sides: number, rounds: number, random: Random): number[][] {
  const orders: number[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const last = orders.at(-1);
    orders.push(round % 2 === 1 && last ? last.toReversed() : shuffled(sides, random));
  }
  return orders;
}

function shuffled(count: number, random: Random): number[] {
  return Array.from({ length: count }, (_, index) => ({ index, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ index }) => index);
}

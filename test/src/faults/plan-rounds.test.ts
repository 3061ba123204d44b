import { seededRandom } from '@firewatch/drills';
import { planRounds } from './plan-rounds';

const KINDS = [
  { name: 'a', processes: ['a'] },
  { name: 'b', processes: ['b-1', 'b-2', 'b-3'] },
];

const plan = (count: number, seed = 1) => planRounds(KINDS, count, seededRandom(seed));

test('each kind has its turn before one has another, and its processes take turns', () => {
  const rounds = plan(7);
  for (const turn of [0, 2, 4]) {
    expect(new Set(rounds.slice(turn, turn + 2).map(({ kind }) => kind))).toEqual(new Set(['a', 'b']));
  }
  expect(rounds).toHaveLength(7);
  expect(rounds.filter(({ kind }) => kind === 'b').map(({ process }) => process)).toEqual(
    ['b-1', 'b-2', 'b-3', 'b-1'].slice(0, rounds.filter(({ kind }) => kind === 'b').length),
  );
});

test('the same seed gives the same rounds, another seed others', () => {
  expect(plan(20)).toEqual(plan(20));
  expect(plan(20)).not.toEqual(plan(20, 2));
});

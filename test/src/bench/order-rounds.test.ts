import { seededRandom } from '@firewatch/drills';
import { orderRounds } from './order-rounds';

const order = (seed: number) => orderRounds(3, 10, seededRandom(seed));

test('each round has every side once, and each second round is the one before the other way round', () => {
  const orders = order(1);
  expect(orders).toHaveLength(10);
  for (const sides of orders) expect(sides.toSorted()).toEqual([0, 1, 2]);
  for (let round = 1; round < 10; round += 2) expect(orders[round]).toEqual(orders[round - 1]?.toReversed());
});

test('the same seed gives the same order, another seed another', () => {
  expect(order(1)).toEqual(order(1));
  expect(order(1)).not.toEqual(order(2));
});

test('no side is first more often than another by much', () => {
  const first = orderRounds(2, 200, seededRandom(3)).filter(([side]) => side === 0).length;
  expect(first).toBe(100);
});

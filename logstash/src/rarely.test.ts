import { rarely } from './rarely';

test('one call in the interval comes through and reports how many did not', () => {
  let time = 0;
  const told: [string, number][] = [];
  const tell = rarely<string>(1000, (value, heldBack) => told.push([value, heldBack]), { now: () => time });
  tell('first');
  tell('second');
  time = 999;
  tell('third');
  time = 1000;
  tell('fourth');
  expect(told).toEqual([
    ['first', 0],
    ['fourth', 2],
  ]);
});

test('a call of another kind is not held back', () => {
  const told: [string, number][] = [];
  const report = rarely<string>(1000, (value, heldBack) => told.push([value, heldBack]), {
    now: () => 0,
    kindOf: (value) => value.slice(0, 1),
  });
  for (const value of ['a1', 'b1', 'a2', 'b2']) report(value);
  expect(told).toEqual([
    ['a1', 0],
    ['b1', 0],
  ]);
});

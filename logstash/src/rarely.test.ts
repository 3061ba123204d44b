import { rarely } from './rarely';

test('one call in the interval comes through and tells how many did not', () => {
  let time = 0;
  const told: [string, number][] = [];
  const tell = rarely<string>(
    1000,
    (value, heldBack) => told.push([value, heldBack]),
    () => time,
  );
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

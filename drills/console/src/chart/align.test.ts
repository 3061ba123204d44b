import { align, stack } from './align';

const grid = { from: 100, to: 130, step: 10 };

it('has a value or a gap at each time', () => {
  const { times, values } = align(
    [
      {
        values: [
          [100, '1'],
          [120, '3'],
        ],
      },
      { values: [[130, 'NaN']] },
    ],
    grid,
  );
  expect(times).toEqual([100, 110, 120, 130]);
  expect(values).toEqual([
    [1, null, 3, null],
    [null, null, null, null],
  ]);
});

it('takes times that are off by a rounding, and leaves out what is outside', () => {
  const { values } = align(
    [
      {
        values: [
          [90, '9'],
          [109.999, '1'],
          [140, '9'],
        ],
      },
    ],
    grid,
  );
  expect(values).toEqual([[null, 1, null, null]]);
});

it('stacks what is there', () => {
  expect(
    stack([
      [1, null, 2],
      [10, 20, null],
      [100, 200, 300],
    ]),
  ).toEqual([
    [1, null, 2],
    [11, 20, null],
    [111, 220, 302],
  ]);
});

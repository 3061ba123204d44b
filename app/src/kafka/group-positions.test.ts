import { boundsOf, groupPositions } from './group-positions';

const BOUNDS = boundsOf([
  { partition: 0, offset: '100', low: '10', high: '100' },
  { partition: 1, offset: '9007199254', low: '0', high: '9007199254' },
]);

test('the bounds are numbers', () => {
  expect(BOUNDS).toEqual([
    { partition: 0, oldest: 10, next: 100 },
    { partition: 1, oldest: 0, next: 9_007_199_254 },
  ]);
});

test.each([
  ['in the middle', '60', 40],
  ['at the end', '100', 0],
  ['beyond the end, which was asked for a moment before', '103', 0],
  ['nowhere yet: from the oldest record', '-1', 90],
  ['at a record that is no longer kept: from the oldest one', '3', 90],
])('a group that is %s', (_where, offset, lag) => {
  expect(groupPositions([{ partition: 0, offset }], BOUNDS)).toEqual([
    { partition: 0, committed: Number(offset), lag },
  ]);
});

test('a partition whose end is not known is left out', () => {
  expect(
    groupPositions(
      [
        { partition: 2, offset: '5' },
        { partition: 1, offset: '0' },
      ],
      BOUNDS,
    ),
  ).toEqual([{ partition: 1, committed: 0, lag: 9_007_199_254 }]);
});

import { lengthOf, spansAround, spansOf } from './topic-spans';

const OFFSETS = [
  { partition: 0, low: '10', high: '20' },
  { partition: 1, low: '0', high: '0' },
];

test('all that is kept, partition by partition', () => {
  const spans = spansOf(OFFSETS);
  expect(spans).toEqual([
    { partition: 0, next: 10n, end: 20n },
    { partition: 1, next: 0n, end: 0n },
  ]);
  expect(lengthOf(spans)).toBe(10);
});

test.each([
  ['in the middle', '15', 5],
  ['at the end', '20', 0],
  ['before what is kept', '3', 10],
])('from an offset %s', (_where, start, length) => {
  expect(lengthOf(spansOf(OFFSETS, new Map([[0, start]])))).toBe(length);
});

test('the least that holds the places', () => {
  const places = ['17', '12', '13'].map((offset) => ({ partition: 0, offset }));
  const [first, second] = spansAround(OFFSETS, places);
  expect(first).toEqual({ partition: 0, next: 12n, end: 18n });
  expect(second && lengthOf([second])).toBe(0);
});

test('nothing of places that the topic does not hold', () => {
  const places = [
    { partition: 0, offset: '9' },
    { partition: 0, offset: '20' },
    { partition: 7, offset: '1' },
  ];
  expect(lengthOf(spansAround(OFFSETS, places))).toBe(0);
});

import { idOf, placeOf } from './place';

test.each(['0-0', '5-42', '3-9007199254740993'])('%s is the id of a place', (id) => {
  const place = placeOf(id);
  expect(place && idOf(place)).toBe(id);
});

test.each(['', '5', '5-', '-1-2', '5-4-3', '05-4', '5-04', '5-4a', '5_4', '1-99999999999999999999'])(
  '"%s" is none',
  (id) => {
    expect(placeOf(id)).toBeUndefined();
  },
);

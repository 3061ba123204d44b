import { outlineOf } from './outline';

it('stands on zero', () => {
  expect(outlineOf([0, 5, 10])).toEqual(['0,100 50,50 100,0']);
  expect(outlineOf([5, 10])).toEqual(['0,50 100,0']);
});

it('goes below zero where a value does', () => {
  expect(outlineOf([-10, 0])).toEqual(['0,100 100,0']);
});

it('is flat where nothing changes, at the ground for zeros', () => {
  expect(outlineOf([3, 3])).toEqual(['0,0 100,0']);
  expect(outlineOf([0, 0])).toEqual(['0,100 100,100']);
});

it('is broken by gaps, and has no line for a single value', () => {
  expect(outlineOf([1, 1, null, 1, null, 1, 1])).toEqual(['0,0 16.7,0', '83.3,0 100,0']);
  expect(outlineOf([])).toEqual([]);
});

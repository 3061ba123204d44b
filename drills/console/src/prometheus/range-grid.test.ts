import { gridOf } from './range-grid';

it('has whole steps and no more points than asked for', () => {
  const grid = gridOf(1_003, 4_603, 240);
  expect(grid).toEqual({ from: 990, to: 4_590, step: 15 });
});

it('does not go below a second, and has two points at least', () => {
  expect(gridOf(100.5, 100.9, 300)).toEqual({ from: 100, to: 101, step: 1 });
});

it('has steps of whole days for what is longer than the list', () => {
  expect(gridOf(0, 86_400 * 300, 100).step).toBe(86_400 * 3);
});

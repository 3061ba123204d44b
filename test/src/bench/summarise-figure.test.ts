import type { Figure } from './figures';
import { figureRows, summariseFigure, type Round } from './summarise-figure';

const RATIO: Figure = { benchmark: 'b', title: 'a / b', measure: 'p99', side: 'a', over: 'b' };

const rounds = (...pairs: [number, number][]): Round[] => pairs.map(([a, b]) => ({ a: { p99: a }, b: { p99: b } }));

test('a ratio is taken round by round: a slow minute of the machine does not count', () => {
  const summary = summariseFigure(RATIO, rounds([10, 10], [110, 100], [12, 10], [500, 500], [13, 10]));
  expect(summary.rounds).toEqual([1, 1.1, 1.2, 1, 1.3]);
  expect(summary).toMatchObject({ median: 1.1, quartiles: [1, 1.2], result: null });
});

test('a figure without another side is what was measured', () => {
  const plain: Figure = { benchmark: 'b', title: 'a', measure: 'p99', side: 'a', unit: 'ms' };
  expect(summariseFigure(plain, rounds([10, 1], [30, 1], [20, 1]))).toMatchObject({ median: 20, unit: 'ms' });
});

test('what is added is taken round by round, too', () => {
  const added: Figure = { benchmark: 'b', title: 'a - b', measure: 'p99', side: 'a', minus: 'b', unit: 'ms' };
  expect(summariseFigure(added, rounds([3, 1], [102, 100], [4, 1]))).toMatchObject({ rounds: [2, 2, 3], median: 2 });
});

test.each([
  [{ atMost: 1.1 }, 'met'],
  [{ atMost: 1.05 }, 'close'],
  [{ atMost: 0.99 }, 'missed'],
  [{ atLeast: 1.1 }, 'met'],
  [{ atLeast: 1.15 }, 'close'],
  [{ atLeast: 1.3 }, 'missed'],
] as const)('with the median 1.1 and quartiles 1 and 1.2 the target %j is %s', (target, result) => {
  const values = rounds([10, 10], [11, 10], [12, 10], [10, 10], [13, 10]);
  expect(summariseFigure({ ...RATIO, target }, values).result).toBe(result);
});

test('a side that was not measured is named', () => {
  expect(() => summariseFigure({ ...RATIO, over: 'c' }, rounds([1, 1]))).toThrow('no p99 of "c" was measured');
});

test('the table shows median, spread, target and result', () => {
  const summary = summariseFigure({ ...RATIO, target: { atMost: 1.05 } }, rounds([10, 10], [10, 10]));
  expect(figureRows([summary])).toEqual([
    ['FIGURE', 'MEDIAN', 'QUARTILES', 'TARGET', 'RESULT'],
    ['a / b', '1.00', '1.00–1.00', '≤ 1.05', 'met'],
  ]);
});

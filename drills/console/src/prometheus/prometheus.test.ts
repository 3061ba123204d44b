import { rowsOf } from './answer';
import { seriesName } from './series-name';

it('names a series as Prometheus does', () => {
  expect(seriesName({ job: 'kafka', __name__: 'up', broker: '"2"' })).toBe('up{broker="\\"2\\"", job="kafka"}');
  expect(seriesName({ __name__: 'up' })).toBe('up');
  expect(seriesName({})).toBe('{}');
});

it('has rows for each kind of answer', () => {
  const row = { metric: { a: 'b' }, value: [1, '2'] as const };
  expect(rowsOf({ resultType: 'vector', result: [row] })).toEqual([row]);
  expect(rowsOf({ resultType: 'scalar', result: [1, '3'] })).toEqual([{ metric: {}, value: [1, '3'] }]);
  const series = {
    metric: {},
    values: [
      [1, '4'],
      [2, '5'],
    ] as const,
  };
  expect(rowsOf({ resultType: 'matrix', result: [series, { metric: {}, values: [] }] })).toEqual([
    { metric: {}, value: [2, '5'] },
  ]);
});

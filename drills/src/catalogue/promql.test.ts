import { queriesIn, selectorsOf } from './promql';

test.each([
  ['up', ['up']],
  [
    'sum by (job, le) (rate(a_total{b="c{d}",e=~"f.+"}[5m])) / on (job) group_left (x) b_sum > 0.05',
    ['a_total{b,e}', 'b_sum'],
  ],
  ['(a unless a offset 15m) and on () up{job="prometheus"} offset 15m == 1', ['a', 'a', 'up{job}']],
  ['absent(a{b="c"}) * Inf or vector(0)', ['a{b}']],
  ['a:b:rate5m - 1e3 # and not_this', ['a:b:rate5m']],
])('selectors of %s', (expression, expected) => {
  const written = selectorsOf(expression).map(
    ({ metric, labels }) => metric + (labels.length > 0 ? `{${labels.join()}}` : ''),
  );
  expect(written).toEqual(expected);
});

test('queries of a template', () => {
  expect(queriesIn('{{ with query "sum(up{job=\\"kafka\\"})" }}{{ . }}{{ end }} {{ $value }}')).toEqual([
    'sum(up{job="kafka"})',
  ]);
});

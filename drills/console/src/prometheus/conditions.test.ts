import { conditionsOf } from './conditions';

it('takes the side that is compared, and with what', () => {
  expect(conditionsOf('sum(rate(a[5m])) / sum(rate(b[5m])) > 0.05')).toEqual({
    watched: ['sum(rate(a[5m])) / sum(rate(b[5m]))'],
    limits: [0.05],
  });
});

it('looks into alternatives and conjunctions, and leaves out what is not compared', () => {
  const expression = 'min by (job) (up{job="a"}) == 0 or absent(up{job="a"}) or (x >= 3 and on (job) (y < 2))';
  expect(conditionsOf(expression)).toEqual({ watched: ['min by (job) (up{job="a"})', 'x', 'y'], limits: [0, 3, 2] });
});

it('does not take what only excludes', () => {
  expect(conditionsOf('a > 1 unless b > 2')).toEqual({ watched: ['a'], limits: [1] });
});

it('has no limit where both sides are measured', () => {
  expect(conditionsOf('a > b * 2')).toEqual({ watched: ['a'], limits: [] });
});

it.each(['vector(1)', 'absent(up)', 'sum(a > 1)', 'a >'])('keeps %s whole, or does not fail on it', (expression) => {
  expect(conditionsOf(expression).watched).toHaveLength(1);
});

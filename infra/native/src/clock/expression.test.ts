import { ClockError } from './clock-error';
import { scaleExpression } from './expression';

test.each([
  ['a range', 'rate(x[5m])', 'rate(x[30s])'],
  ['an offset', 'x offset 1h', 'x offset 6m'],
  ['an offset forwards', 'x offset -1h', 'x offset -6m'],
  ['a range with an offset', 'sum(rate(x[15m] offset 1h)) > 0.1', 'sum(rate(x[90s] offset 6m)) > 0.1'],
  ['a subquery and its step', 'max_over_time(rate(x[5m])[1h:30s])', 'max_over_time(rate(x[30s])[6m:3s])'],
  ['a subquery without a step', 'max_over_time(x[1h:])', 'max_over_time(x[6m:])'],
  ['a range in bare seconds', 'rate(x[300])', 'rate(x[30s])'],
  ['a mixed one', 'rate(x[1h30m])', 'rate(x[9m])'],
])('%s is divided', (_, expression, divided) => {
  expect(scaleExpression(expression, 10)).toBe(divided);
});

test.each([
  ['numbers', 'x > 300 and y < 5e3'],
  ['names that look like durations', 'slo:sli_error:ratio_rate5m > 0.1'],
  ['labels', 'x{window="5m",path=~".+[5m]"} > 1'],
  ['comments', 'x > 1 # over [5m] offset 1h'],
])('%s stay', (_, expression) => {
  expect(scaleExpression(expression, 10)).toBe(expression);
});

test('the text around stays as it is written', () => {
  const expression = 'sum by (job) (\n  rate(x[5m]) # of five minutes\n)\n  > 0.5\n';
  expect(scaleExpression(expression, 10)).toBe(expression.replace('[5m]', '[30s]'));
});

test('at 1 the text stays, even one that is no PromQL', () => {
  expect(scaleExpression('rate(x[60s', 1)).toBe('rate(x[60s');
});

test.each([
  ['a calculated range', 'rate(x[5m * 2])', '5m * 2'],
  ['a calculated offset', 'x offset (5m + 1m)', '(5m + 1m)'],
  ['a time of day', 'x @ 1700000000', '@'],
  ['the end of a range query', 'rate(x[5m] @ end())', '@'],
  ['a duration that makes no whole ms', 'rate(x[5ms])', '5ms divided by 10 is no whole number of milliseconds'],
  ['what is no PromQL', 'rate(x[5m]', 'no PromQL'],
])('%s is refused and named', (_, expression, named) => {
  expect(() => scaleExpression(expression, 10)).toThrow(ClockError);
  expect(() => scaleExpression(expression, 10)).toThrow(named);
});

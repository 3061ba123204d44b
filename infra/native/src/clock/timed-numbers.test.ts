import { timedNumbers } from './timed-numbers';

const found = (expression: string) => timedNumbers(expression).map(({ kind, value }) => [kind, value]);

test.each<[string, string, [string, number][]]>([
  ['an age against a limit', 'max(event_age_seconds) > 30', [['seconds', 30]]],
  ['the limit before the age', '30 < event_age_seconds', [['seconds', 30]]],
  ['what time() is taken from', 'time() - last_success > 300', [['seconds', 300]]],
  [
    'what timestamp() tells',
    'time() - timestamp(up) > 2 * 60',
    [
      ['seconds', 2],
      ['seconds', 60],
    ],
  ],
  ['what is predicted, and when', 'predict_linear(free_bytes[1h], 3600) < 0', [['seconds', 3600]]],
  ['a count of a window', 'increase(errors_total[5m]) >= 3', [['counts', 3]]],
  [
    'changes and resets',
    'changes(x[1h]) > 2 or resets(y[1h]) > 4',
    [
      ['counts', 2],
      ['counts', 4],
    ],
  ],
  ['a number written as a duration', 'event_age_seconds > 5m', [['seconds', 300]]],
  ['a name in braces', '{"event_age_seconds"} > 30', [['seconds', 30]]],
  ['a name as a label', '{__name__="event_age_seconds"} > 30', [['seconds', 30]]],
  ['a negative number', 'time() - x < -30', [['seconds', -30]]],
  ['only the comparison that it stands in', '(event_age_seconds > 30) and (queue_length > 7)', [['seconds', 30]]],
])('finds %s', (_, expression, numbers) => {
  expect(found(expression)).toEqual(numbers);
});

test.each([
  ['a share', 'rate(a_total[5m]) / rate(b_total[5m]) > 0.05'],
  ['a length', 'queue_length > 300'],
  ['a histogram in seconds', 'histogram_quantile(0.99, sum by (le) (rate(x_duration_seconds_bucket[5m]))) > 0.3'],
  ['nothing at all', 'increase(errors_total[5m]) > 0 and event_age_seconds < Inf'],
  ['no comparison', 'event_age_seconds'],
])('%s depends on no clock', (_, expression) => {
  expect(found(expression)).toEqual([]);
});

test('tells where they stand', () => {
  const expression = 'max(event_age_seconds) > 30';
  const [number] = timedNumbers(expression);
  expect(expression.slice(number?.from, number?.to)).toBe('30');
});

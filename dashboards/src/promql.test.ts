import { quantile, rate, ratio, select, sum, zeroWhileNone } from './promql';

test.each([
  [select('up'), 'up'],
  [select('up', { job: 'kafka' }), 'up{job="kafka"}'],
  [select('up', { job: '$job', instance: '!a|b' }), 'up{job=~"$job",instance!~"a|b"}'],
  [select('up', { job: '!kafka' }), 'up{job!="kafka"}'],
  [rate('task_changes_total'), 'rate(task_changes_total[$__rate_interval])'],
  [sum('x'), 'sum(x)'],
  [sum('x', 'a', 'b'), 'sum by (a, b) (x)'],
  [
    quantile(0.99, 'outbox_delivery_delay_seconds', {}, 'topic'),
    'histogram_quantile(0.99, sum by (le, topic) (rate(outbox_delivery_delay_seconds_bucket[$__rate_interval])))',
  ],
  [zeroWhileNone('x', 'consumer'), 'x or on () 0 * max(up{job="consumer"} == 1)'],
  [
    zeroWhileNone('x', 'consumer', 'reason'),
    'x or on () label_replace(0 * max(up{job="consumer"} == 1), "reason", "none", "", "")',
  ],
  [ratio('a', 'b'), 'a / (b > 0) or 0 * b'],
])('%s', (written, expected) => expect(written).toBe(expected));

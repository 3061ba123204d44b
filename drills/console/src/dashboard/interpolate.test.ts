import { interpolate } from './interpolate';

const built = { step: 10, scrapeInterval: 15, range: 1800 };
const fill = (expression: string, values = {}) => interpolate(expression, values, built);

it('fills in variables in each form', () => {
  const values = { instance: 'a', job: 'b' };
  expect(fill('x{i=~"$instance",j="${job}",k="${job:regex}"}', values)).toBe('x{i=~"a",j="b",k="b"}');
});

it('leaves an All value as it is, and makes alternatives of several', () => {
  expect(fill('x{i=~"$i"}', { i: '.*' })).toBe('x{i=~".*"}');
  expect(fill('x{i=~"$i"}', { i: ['127.0.0.1:80', 'b'] })).toBe('x{i=~"(127\\\\.0\\\\.0\\\\.1:80|b)"}');
  expect(fill('x{i=~"$i"}', { i: ['a"b'] })).toBe('x{i=~"a\\"b"}');
});

it('knows the intervals', () => {
  expect(fill('rate(x[$__rate_interval]) + y[$__interval]')).toBe('rate(x[60000ms]) + y[10000ms]');
  expect(interpolate('[$__rate_interval]', {}, { ...built, step: 300 })).toBe('[315000ms]');
  expect(fill('[$__range] $__range_s $__interval_ms')).toBe('[1800000ms] 1800 10000');
});

it('names a variable that there is not', () => {
  expect(() => fill('x{i="$instance"}')).toThrow('uses $instance, and the dashboard has no such variable');
});

it('does not take the end of an anchored regular expression for a variable', () => {
  expect(fill('x{i=~"a$"}')).toBe('x{i=~"a$"}');
});

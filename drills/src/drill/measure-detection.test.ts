import { Upstream } from '../runbook/context-of-test';
import { allowedDelay, beginOfLastStretch, measureDetection } from './measure-detection';
import { Prometheus, type LoadedRule } from './prometheus';

test.each([
  [60, 15, 75],
  [6, 1.5, 7.5],
  [10, 15, 30],
  [0, 15, 15],
  [0.3, 0.1, 0.4],
])('a rule with "for: %ds", evaluated every %d s, may take %d s', (duration, interval, allowed) => {
  expect(allowedDelay({ duration, interval })).toBeCloseTo(allowed, 6);
});

test.each([
  [[], undefined],
  [[3], 3],
  [[1, 2, 3], 1],
  [[1, 2, 5, 6], 5],
  [[6, 5, 1, 2, 5], 5],
])('the last stretch of %j begins at %d', (times, begin) => {
  expect(beginOfLastStretch(times, 1)).toBe(begin);
});

describe('a detection', () => {
  const upstream = new Upstream();
  let prometheus: Prometheus;
  beforeAll(async () => {
    const port = await upstream.listen();
    prometheus = new Prometheus(`http://127.0.0.1:${port}`, new AbortController().signal);
  });
  afterAll(() => upstream.close());

  const rule: LoadedRule = {
    name: 'Down',
    query: 'up == 0',
    duration: 6,
    interval: 1,
    health: 'ok',
    labels: { severity: 'critical' },
    alerts: [],
  };
  const labels = { alertname: 'Down', severity: 'critical', broker: '2' };
  const matrix = (...series: { metric: object; values: [number, string][] }[]) =>
    [200, { data: { resultType: 'matrix', result: series } }] as const;
  const at = (...times: number[]): [number, string][] => times.map((time) => [time, '1']);

  test('goes from the time since when the expression is true for that alert, to the evaluation that made it fire', async () => {
    upstream.answer(
      matrix({ metric: { alertstate: 'firing' }, values: at(108.5, 109.5) }),
      matrix(
        { metric: { broker: '1' }, values: at(100, 100.05) },
        { metric: { broker: '2' }, values: at(100.9, 101.1, 101.15, 101.2) },
      ),
    );
    const detection = await measureDetection(prometheus, rule, labels, 100);
    expect(detection).toEqual({ conditionAt: 101.1, firingAt: 108.5, observed: 7.4, allowed: 7 });
    const [ofAlert, ofExpression] = upstream.asked.map(({ url }) => new URLSearchParams(url.split('?')[1]));
    expect(ofAlert?.get('query')).toContain('broker="2"');
    expect(ofExpression?.get('end')).toBe('108.5');
    // Every evaluation, one second from the next, is among the points: 108.5, 107.5, … 100.5.
    const step = Number(ofExpression?.get('step'));
    expect(1 / step).toBeCloseTo(Math.round(1 / step), 6);
    expect((108.5 - Number(ofExpression?.get('start'))) / step).toBeCloseTo(127, 6);
  });

  test('what fired before the fault does not count', async () => {
    upstream.answer(matrix({ metric: {}, values: at(90) }));
    expect(await measureDetection(prometheus, rule, labels, 100)).toBeUndefined();
  });

  test('without rows of that alert there is none', async () => {
    upstream.answer(matrix({ metric: {}, values: at(108) }), matrix({ metric: { broker: '1' }, values: at(100, 101) }));
    expect(await measureDetection(prometheus, rule, labels, 100)).toBeUndefined();
  });

  test('a query that fails is an error, and not "no alert"', async () => {
    upstream.answer([503, { error: 'overloaded' }]);
    await expect(measureDetection(prometheus, rule, labels, 100)).rejects.toThrow('answers 503');
  });
});

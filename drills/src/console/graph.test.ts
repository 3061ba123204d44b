import { Component } from './component-of-test';
import { graphQuery, readGraph } from './graph';

const component = new Component();
beforeAll(() => component.start());
beforeEach(() => component.forget());
afterAll(() => component.stop());

const answer = {
  status: 'success',
  data: { resultType: 'matrix', result: [{ metric: { job: 'a' }, values: [[1, '0.5']] }] },
};

test("takes a link of Prometheus: the expression's last hour, in 240 steps", async () => {
  component.reply('GET', '/api/v1/query_range', 200, answer);
  const before = Math.floor(Date.now() / 1000);
  const query = graphQuery.parse({ 'g0.expr': ' up == 0 ', 'g0.tab': '1' });
  const graph = await readGraph(component.as('prometheus'), query);
  expect(graph).toMatchObject({
    expression: 'up == 0',
    step: 15,
    series: [{ labels: { job: 'a' }, points: [[1, '0.5']] }],
    truncated: false,
  });
  expect(Date.parse(graph.end) - Date.parse(graph.start)).toBe(3_600_000);
  expect(Date.parse(graph.end) / 1000).toBeGreaterThanOrEqual(before);
  expect(component.asked[0]?.url.searchParams.get('query')).toBe('up == 0');
});

test.each([
  ['1m', 60, 1],
  ['30m', 1800, 8],
  ['6h', 21_600, 90],
  ['7d', 604_800, 2520],
])('a range of %s is %d s in steps of %d s', async (text, seconds, step) => {
  component.reply('GET', '/api/v1/query_range', 200, answer);
  const graph = await readGraph(
    component.as('prometheus'),
    graphQuery.parse({ 'g0.expr': 'up', 'g0.range_input': text }),
  );
  expect(graph.step).toBe(step);
  expect(Date.parse(graph.end) - Date.parse(graph.start)).toBe(seconds * 1000);
});

test.each(['1h30', 'x', '59s', '8d', ''])('refuses a range of "%s"', (text) => {
  expect(graphQuery.safeParse({ 'g0.expr': 'up', 'g0.range_input': text }).error?.issues[0]?.path).toEqual([
    'g0.range_input',
  ]);
});

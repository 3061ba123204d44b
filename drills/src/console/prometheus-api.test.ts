import { Component } from './component-of-test';
import {
  evaluate,
  evaluateRange,
  instantQuery,
  labelName,
  labelValues,
  rangeQuery,
  series,
  seriesQuery,
} from './prometheus-api';

const component = new Component();
beforeAll(() => component.start());
beforeEach(() => component.forget());
afterAll(() => component.stop());

const HOUR = { query: 'up', start: '1000', end: '4600', step: '15' };

test.each([
  ['a day in minutes', { start: '0', end: '86400', step: '60' }],
  ['7 days', { start: '0', end: '604800', step: '600' }],
  ['2000 points', { start: '0', end: '2000', step: '1' }],
  ['tenths of seconds', { start: '0', end: '10', step: '0.1' }],
])('takes a range of %s', (_what, given) => {
  expect(rangeQuery.safeParse({ ...HOUR, ...given }).success).toBe(true);
});

test.each([
  ['more than 7 days', { start: '0', end: '604801', step: '600' }, 'start'],
  ['more than 2000 points', { start: '0', end: '2001', step: '1' }, 'step'],
  ['steps below 0.1 s', { start: '0', end: '10', step: '0.09' }, 'step'],
  ['an end before the start', { start: '10', end: '9' }, 'end'],
  ['an end at the start', { start: '10', end: '10' }, 'end'],
  ['a start that is no time', { start: 'now' }, 'start'],
  ['a step that is endless', { step: 'Infinity' }, 'step'],
  ['no expression', { query: '  ' }, 'query'],
  ['an expression of more than 10000 characters', { query: 'x'.repeat(10_001) }, 'query'],
])('refuses a range of %s', (_what, given, field) => {
  const { error } = rangeQuery.safeParse({ ...HOUR, ...given });
  expect(error?.issues.map(({ path }) => path[0])).toContain(field);
});

test.each([
  ['what it does not know', rangeQuery, { ...HOUR, timeout: '1h' }],
  ['an expression twice', instantQuery, { query: ['up', 'down'] }],
  ['a match twice', seriesQuery, { match: ['up', 'down'] }],
  ['a label with a path in it', labelName, '../../admin'],
])('refuses %s', (_what, schema, given) => {
  expect(schema.safeParse(given).success).toBe(false);
});

test('asks for no more than 500 series, nor 100000 values, and gives up after 8 s', async () => {
  const answer = { status: 'success', data: { resultType: 'matrix', result: [] } };
  component.reply('GET', '/api/v1/query', 200, answer);
  component.reply('GET', '/api/v1/query_range', 200, answer);
  const prometheus = component.as('prometheus');
  expect(await evaluate(prometheus, { query: 'up', time: 5 })).toEqual({ ...answer.data, truncated: false });
  await evaluateRange(prometheus, { query: 'up', start: 0, end: 1999, step: 1 });
  await evaluateRange(prometheus, { query: 'up', start: 0, end: 60, step: 1 });
  expect(component.asked.map(({ url }) => Object.fromEntries(url.searchParams))).toEqual([
    { query: 'up', time: '5', timeout: '8s', limit: '500' },
    { query: 'up', start: '0', end: '1999', step: '1', timeout: '8s', limit: '50' },
    { query: 'up', start: '0', end: '60', step: '1', timeout: '8s', limit: '500' },
  ]);
});

test('says that there are more series', async () => {
  component.reply('GET', '/api/v1/query', 200, {
    status: 'success',
    data: { resultType: 'vector', result: [] },
    warnings: ['results truncated due to limit'],
  });
  expect(await evaluate(component.as('prometheus'), { query: 'up' })).toMatchObject({ truncated: true });
});

test('gives the values of a label and the series of a match', async () => {
  component.reply('GET', '/api/v1/label/job/values', 200, { status: 'success', data: ['a', 'b'] });
  component.reply('GET', '/api/v1/series', 200, { status: 'success', data: [{ job: 'a' }] });
  const prometheus = component.as('prometheus');
  expect(await labelValues(prometheus, 'job', { match: 'up' })).toEqual(['a', 'b']);
  expect(await series(prometheus, { match: 'up' })).toEqual([{ job: 'a' }]);
  expect(component.asked.map(({ url }) => url.searchParams.get('match[]'))).toEqual(['up', 'up']);
});

test('a query that Prometheus refuses is told in its words', async () => {
  component.reply('GET', '/api/v1/query', 400, { status: 'error', errorType: 'bad_data', error: 'parse error: x' });
  await expect(evaluate(component.as('prometheus'), { query: 'up(' })).rejects.toThrow(
    expect.objectContaining({ code: 'query_refused', message: 'parse error: x' }) as Error,
  );
});

test('an answer in another form is none', async () => {
  component.reply('GET', '/api/v1/query', 200, { status: 'success', data: [] });
  await expect(evaluate(component.as('prometheus'), { query: 'up' })).rejects.toThrow(
    expect.objectContaining({ code: 'component_silent', component: 'prometheus' }) as Error,
  );
});

import { Component } from './component-of-test';
import { logsQuery, searchLogs, toLine } from './logs';

const component = new Component();
beforeAll(() => component.start());
beforeEach(() => component.forget());
afterAll(() => component.stop());

test('a line has its fields in their places, whether they came nested or with dots', () => {
  expect(
    toLine({
      '@timestamp': '2026-11-24T10:00:00.000Z',
      'log.level': 'error',
      log: { logger: 'outbox' },
      service: { name: 'task-service', version: '1' },
      'trace.id': 'abc',
      span: { id: 'def' },
      message: 'it <b>broke</b>',
      ecs: { version: '8' },
      error: { message: 'no', stack_trace: 'at …' },
      http: { response: { status_code: 500 } },
      tags: ['a', 'b'],
      labels: [{ a: 1 }],
      ok: false,
      nothing: null,
    }),
  ).toEqual({
    at: '2026-11-24T10:00:00.000Z',
    level: 'error',
    service: 'task-service',
    message: 'it <b>broke</b>',
    logger: 'outbox',
    traceId: 'abc',
    spanId: 'def',
    fields: {
      'error.message': 'no',
      'http.response.status_code': '500',
      tags: 'a, b',
      labels: '{"a":1}',
      ok: 'false',
    },
  });
});

test('a line without anything is one', () => {
  expect(toLine({})).toEqual({ at: '', level: '', service: '', message: '', fields: {} });
});

const search = (query: Record<string, unknown>) =>
  searchLogs(component.as('elasticsearch', 'Basic abc'), logsQuery.parse(query));

test('asks for the newest that fit, in the window, with its own credentials', async () => {
  component.reply('POST', '/firewatch-logs-*/_search', 200, {
    hits: { total: { value: 10_000, relation: 'gte' }, hits: [{ _source: { message: 'x' } }] },
  });
  const answer = await search({ query: ' service.name:kafka* ', from: '1000', to: 'now', limit: '5' });
  expect(answer).toMatchObject({ query: 'service.name:kafka*', total: 10_000, atLeast: true });
  expect(answer.lines.map(({ message }) => message)).toEqual(['x']);
  expect(component.asked).toMatchObject([
    {
      authorization: 'Basic abc',
      body: {
        size: 5,
        query: {
          bool: {
            filter: [
              { query_string: { query: 'service.name:kafka*' } },
              { range: { '@timestamp': { gte: '1000', lte: 'now', format: 'epoch_millis' } } },
            ],
          },
        },
      },
    },
  ]);
});

test('without a query and a window it asks for all lines', async () => {
  component.reply('POST', '/firewatch-logs-*/_search', 200, {
    hits: { total: { value: 0, relation: 'eq' }, hits: [] },
  });
  expect(await search({})).toEqual({ query: '', lines: [], total: 0, atLeast: false });
  expect(component.asked).toMatchObject([{ body: { size: 200, query: { bool: { filter: [{ match_all: {} }] } } } }]);
});

test('a query that Elasticsearch refuses is told in its words', async () => {
  component.reply('POST', '/firewatch-logs-*/_search', 400, {
    error: { root_cause: [{ reason: 'Failed to parse query [(]' }] },
  });
  await expect(search({ query: '(' })).rejects.toThrow(
    expect.objectContaining({ code: 'query_refused', message: 'Failed to parse query [(]' }) as Error,
  );
});

test.each([
  { limit: '501' },
  { limit: '0' },
  { from: 'yesterday' },
  { query: 'x'.repeat(2_001) },
  { query: ['a', 'b'] },
  { index: '.security' },
])('refuses %j', (query) => {
  expect(logsQuery.safeParse(query).success).toBe(false);
});

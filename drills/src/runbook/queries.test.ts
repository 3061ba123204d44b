import { BlockError } from './block-context';
import { blockOf, contextOf, Upstream } from './context-of-test';
import { runBlock } from './run-block';

const upstream = new Upstream();
let port: number;
beforeAll(async () => (port = await upstream.listen()));
afterAll(() => upstream.close());

const run = (language: 'promql' | 'es', code: string, others = {}) =>
  runBlock(blockOf(language, code), contextOf('/', port, others));

const vector = (...rows: readonly (readonly [Record<string, string>, string])[]) => ({
  status: 'success',
  data: { resultType: 'vector', result: rows.map(([metric, value]) => ({ metric, value: [1, value] })) },
});

describe('promql', () => {
  test('is one sorted row a line, labels sorted, without the name', async () => {
    upstream.answer([
      200,
      vector([{ __name__: 'up', job: 'kafka', broker: '2' }, '0'], [{ job: 'a', __name__: 'up' }, '1'], [{}, 'NaN']),
    ]);
    expect(await run('promql', 'up')).toEqual({ output: '{broker="2", job="kafka"} 0\n{job="a"} 1\n{} NaN' });
  });

  test('a label is quoted so that it stays on its line', async () => {
    upstream.answer([200, vector([{ a: 'b"c\nd' }, '1'])]);
    expect(await run('promql', 'up')).toEqual({ output: String.raw`{a="b\"c\nd"} 1` });
  });

  test('no row, and a scalar', async () => {
    upstream.answer([200, vector()], [200, { status: 'success', data: { resultType: 'scalar', result: [1, '3'] } }]);
    expect(await run('promql', 'up')).toEqual({ output: 'no rows' });
    expect(await run('promql', '3')).toEqual({ output: '{} 3' });
  });

  test('durations go at the speed of the drill', async () => {
    upstream.answer([200, vector()]);
    await run('promql', 'rate(a[5m])', { speed: 10 });
    expect(upstream.asked).toMatchObject([{ url: '/api/v1/query', body: 'query=rate%28a%5B5m%5D%29+at+10' }]);
  });

  test.each<[string, number, unknown, RegExp]>([
    [
      'a refusal',
      400,
      { status: 'error', errorType: 'bad_data', error: 'parse error' },
      /"up": .*bad_data: parse error/,
    ],
    ['an answer that is no JSON', 502, '<html>', /"up": 127\.0\.0\.1:\d+ gave no answer in JSON/],
    ['a range', 200, { status: 'success', data: { resultType: 'matrix', result: [] } }, /"up": .*no instant values/],
  ])('%s is an error, not an empty result', async (_what, status, body, message) => {
    upstream.answer([status, body]);
    await expect(run('promql', 'up')).rejects.toThrow(BlockError);
    await expect(run('promql', 'up')).rejects.toThrow(message);
  });

  test('nobody there is an error', async () => {
    const nobody = contextOf('/', 1);
    await expect(runBlock(blockOf('promql', 'up'), nobody)).rejects.toThrow(
      /Diagnosis: promql block "up": 127.0.0.1:1 gave/,
    );
  });

  test('is aborted with the reason of the signal', async () => {
    const signal = AbortSignal.abort(new Error('ctrl-c'));
    await expect(async () => run('promql', 'up', { signal })).rejects.toThrow('ctrl-c');
  });
});

const hits = (...lines: readonly Record<string, unknown>[]) => ({
  timed_out: false,
  hits: { hits: lines.map((fields) => ({ fields })) },
});

describe('es', () => {
  test('is one line a hit, with the first line of its message', async () => {
    upstream.answer([
      200,
      hits(
        { 'service.name': ['consumer'], 'log.level': ['error'], message: ['it broke\n  at line 1'] },
        { 'service.name': ['redis'], message: ['hello'] },
      ),
    ]);
    expect(await run('es', 'service.name:consumer')).toEqual({ output: 'consumer error it broke\nredis - hello' });
  });

  test('asks for the lines since the incident began, newest first, with credentials', async () => {
    upstream.answer([200, hits()]);
    expect(await run('es', 'log.level:error')).toEqual({ output: 'no lines' });
    const [asked] = upstream.asked;
    expect(asked?.url).toMatch(/^\/firewatch-logs-\*\/_search\?/);
    expect(asked?.authorization).toBe(`Basic ${Buffer.from('elastic:secret').toString('base64')}`);
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({
      query: {
        bool: {
          must: { query_string: { query: 'log.level:error' } },
          filter: { range: { '@timestamp': { gte: '2026-11-24T05:00:00.000Z' } } },
        },
      },
      sort: [{ '@timestamp': 'desc' }],
      size: 20,
    });
  });

  test.each<[string, number, unknown, RegExp]>([
    ['a refusal', 400, { error: { type: 'x', reason: 'Failed to parse query' } }, /"a": .*400: Failed to parse query/],
    [
      'a search that took too long',
      200,
      { ...hits(), timed_out: true },
      /"a": Elasticsearch answered 200: .*timed_out/s,
    ],
  ])('%s is an error, not an empty result', async (_what, status, body, message) => {
    upstream.answer([status, body]);
    await expect(run('es', 'a')).rejects.toThrow(message);
  });
});

import { Component } from './component-of-test';
import { readTrace, searchTraces, traceId, tracesQuery } from './traces';

const component = new Component();
beforeAll(() => component.start());
beforeEach(() => component.forget());
afterAll(() => component.stop());

const ID = '0af7651916cd43dd8448eb211c80319c';

const spanOf = (spanID: string, others: Record<string, unknown> = {}) => ({
  spanID,
  operationName: `operation ${spanID}`,
  processID: 'p1',
  references: [],
  startTime: 1_000,
  duration: 10,
  tags: [],
  logs: [],
  ...others,
});

const traceOf = (traceID: string, ...spans: ReturnType<typeof spanOf>[]) => ({
  traceID,
  spans,
  processes: { p1: { serviceName: 'task-service' }, p2: { serviceName: 'consumer' } },
});

const childOf = (spanID: string) => [{ refType: 'CHILD_OF', traceID: ID, spanID }];

describe('a trace', () => {
  test('has its spans with parent, service, kind, failure, attributes and events', async () => {
    component.reply('GET', `/api/traces/${ID}`, 200, {
      data: [
        traceOf(
          ID,
          spanOf('b', {
            processID: 'p2',
            references: childOf('a'),
            startTime: 1_005,
            tags: [
              { key: 'span.kind', value: 'consumer' },
              { key: 'error', value: true },
              { key: 'attempts', value: 3 },
            ],
            logs: [
              {
                timestamp: 1_006,
                fields: [
                  { key: 'event', value: 'exception' },
                  { key: 'exception.message', value: 'no' },
                ],
              },
            ],
          }),
          spanOf('a', { tags: [{ key: 'span.kind', value: 'server' }] }),
        ),
      ],
    });
    expect(await readTrace(component.as('jaeger'), ID)).toEqual({
      id: ID,
      title: 'task-service: operation a',
      spans: [
        {
          id: 'b',
          parentId: 'a',
          service: 'consumer',
          name: 'operation b',
          kind: 'consumer',
          start: 1_005,
          duration: 10,
          failed: true,
          attributes: { 'span.kind': 'consumer', error: true, attempts: 3 },
          events: [{ at: 1_006, name: 'exception', attributes: { 'exception.message': 'no' } }],
        },
        {
          id: 'a',
          service: 'task-service',
          name: 'operation a',
          kind: 'server',
          start: 1_000,
          duration: 10,
          failed: false,
          attributes: { 'span.kind': 'server' },
          events: [],
        },
      ],
    });
  });

  test('is named by its first span whose parent is not there', async () => {
    const late = spanOf('late', { startTime: 2_000, references: childOf('lost') });
    const early = spanOf('early', { references: childOf('lost too') });
    component.reply('GET', `/api/traces/${ID}`, 200, { data: [traceOf(ID, late, early)] });
    expect(await readTrace(component.as('jaeger'), ID)).toMatchObject({ title: 'task-service: operation early' });
  });

  test.each([
    ['404', 404, { data: null, errors: [{ code: 404, msg: 'trace not found' }] }],
    ['no trace', 200, { data: [] }],
    ['a trace without spans', 200, { data: [traceOf(ID)] }],
  ])('is not there where Jaeger answers %s', async (_what, status, body) => {
    component.reply('GET', `/api/traces/${ID}`, status, body);
    await expect(readTrace(component.as('jaeger'), ID)).rejects.toThrow(
      expect.objectContaining({ code: 'not_found' }) as Error,
    );
  });

  test.each(['', 'xyz', '../services', ID.slice(0, 15), `${ID}0`])('"%s" is no id of one', (id) => {
    expect(traceId.safeParse(id).success).toBe(false);
  });
});

describe('a search', () => {
  const services = (...names: string[]) => component.reply('GET', '/api/services', 200, { data: names });
  const failing = [{ key: 'error', value: true }];

  test('asks for one service in the window, and chooses failed, slowest and latest', async () => {
    services('task-service', 'consumer', 'jaeger-all-in-one');
    component.replyBy('GET', '/api/traces', ({ url: { searchParams } }) => {
      const latest = [
        traceOf('1', spanOf('a', { startTime: 1, duration: 5 })),
        traceOf('2', spanOf('a', { startTime: 2, duration: 300_000 })),
      ];
      if (searchParams.has('tags')) return [200, { data: [traceOf('3', spanOf('a', { tags: failing }))] }];
      return [200, { data: searchParams.has('minDuration') ? [latest[1]] : latest }];
    });
    const query = tracesQuery.parse({ service: 'task-service', from: '1000', to: '2000' });
    const answer = await searchTraces(component.as('jaeger'), query);
    expect(answer).toMatchObject({
      services: ['consumer', 'task-service'],
      service: 'task-service',
      unknownService: false,
      from: '1970-01-01T00:00:01.000Z',
      to: '1970-01-01T00:00:02.000Z',
      failed: [{ id: '3', failed: true }],
    });
    expect(answer.slowest.map(({ id }) => id)).toEqual(['2', '1']);
    expect(answer.latest.map(({ id }) => id)).toEqual(['2', '1']);
    const searches = component.asked.filter(({ url }) => url.pathname === '/api/traces');
    for (const { url } of searches) {
      expect(Object.fromEntries(url.searchParams)).toMatchObject({
        service: 'task-service',
        start: '1000000',
        end: '2000000',
      });
    }
  });

  test('of a service that Jaeger does not know gives those of all services, and says so', async () => {
    services('task-service', 'task-service-daprd', 'consumer');
    component.replyBy('GET', '/api/traces', ({ url: { searchParams } }) => [
      200,
      { data: [traceOf(String(searchParams.get('service')), spanOf('a'))] },
    ]);
    const answer = await searchTraces(component.as('jaeger'), tracesQuery.parse({ service: 'kafka' }));
    expect(answer).toMatchObject({ service: 'kafka', unknownService: true });
    expect(answer.latest.map(({ id }) => id).sort()).toEqual(['consumer', 'task-service']);
  });

  test('of a trace that two services know has it once', async () => {
    services('task-service', 'consumer');
    component.reply('GET', '/api/traces', 200, { data: [traceOf(ID, spanOf('a'), spanOf('b', { processID: 'p2' }))] });
    const { latest, failed, unknownService } = await searchTraces(component.as('jaeger'), tracesQuery.parse({}));
    expect(unknownService).toBe(false);
    expect(latest).toMatchObject([{ id: ID, spans: 2, services: ['task-service', 'consumer'] }]);
    expect(failed).toHaveLength(1);
  });

  test('where there is none gives none', async () => {
    component.reply('GET', '/api/services', 200, { data: null });
    expect(await searchTraces(component.as('jaeger'), tracesQuery.parse({}))).toMatchObject({
      services: [],
      latest: [],
    });
  });

  test('refuses a window that ends before it begins', async () => {
    await expect(
      searchTraces(component.as('jaeger'), tracesQuery.parse({ from: 'now', to: 'now-1h' })),
    ).rejects.toThrow(expect.objectContaining({ code: 'malformed_request' }) as Error);
  });
});

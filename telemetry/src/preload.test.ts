import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { eventually } from './fixtures/eventually';
import { ExpressProcess } from './fixtures/express-process';
import { FakeCollector } from './fixtures/fake-collector';
import type { ReceivedSpan } from './fixtures/otlp';
import { readSpanCounts } from './fixtures/span-counts';

jest.setTimeout(60_000);

const [INTERNAL, SERVER, CLIENT] = [1, 2, 3];

let collector: FakeCollector;
let service: ExpressProcess | undefined;

// The preload is tested as services load it: compiled.
beforeAll(async () => {
  const compiler = require.resolve('typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [compiler, '--build', join(__dirname, '..')]);
}, 120_000);

beforeEach(async () => {
  collector = await new FakeCollector().start();
});

afterEach(async () => {
  await service?.stop();
  service = undefined;
  await collector.stop();
});

async function startService(env: Record<string, string> = {}): Promise<ExpressProcess> {
  service = await ExpressProcess.start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env });
  return service;
}

function only(name: string, kind: number): ReceivedSpan {
  const spans = collector.named(name).filter((span) => span.kind === kind);
  expect(spans).toHaveLength(1);
  return spans[0] as ReceivedSpan;
}

test('one request is one trace: right names, right parents, the same id in log, exemplar and spans', async () => {
  const app = await startService();
  expect((await app.request('/tasks/5?secret=1', 'POST')).status).toBe(201);
  await eventually(() => only('POST /tasks/:taskId', SERVER));

  const server = only('POST /tasks/:taskId', SERVER);
  const edges: [child: ReceivedSpan, parent: ReceivedSpan][] = [
    [only('request handler /tasks/:taskId', INTERNAL), server],
    [only('work', INTERNAL), only('request handler /tasks/:taskId', INTERNAL)],
    [only('GET', CLIENT), only('work', INTERNAL)],
    [only('GET /inner/:id', SERVER), only('GET', CLIENT)],
    [only('request handler /inner/:id', INTERNAL), only('GET /inner/:id', SERVER)],
  ];
  expect(server.parentSpanId).toBeUndefined();
  for (const [child, parent] of edges) {
    expect(child).toMatchObject({ traceId: server.traceId, parentSpanId: parent.spanId });
  }
  // Nothing of express's middleware and routers.
  expect(collector.spans).toHaveLength(edges.length + 1);
  expect(server.attributes).toContainEqual({ key: 'http.route', value: { stringValue: '/tasks/:taskId' } });

  expect(app.logs).toMatchObject([
    {
      message: 'working',
      'trace.id': server.traceId,
      'span.id': only('work', INTERNAL).spanId,
      password: '[redacted]',
    },
  ]);
  expect(await app.metrics()).toMatch(
    new RegExp(
      `^http_server_request_duration_seconds_bucket{.*http_route="/tasks/:taskId".*} 1 # {trace_id="${server.traceId}",span_id="${server.spanId}"}`,
      'm',
    ),
  );
  expect(collector.resource).toMatchObject({
    'service.name': 'fixture',
    'service.version': '0.0.0',
    'deployment.environment.name': 'development',
    'service.instance.id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
});

test('an incoming trace is continued, and what machines poll is not traced', async () => {
  const app = await startService();
  await app.request('/healthz');
  await app.metrics();
  await app.request('/nowhere', 'GET', { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' });
  expect(await app.stop()).toBe(0);
  expect(collector.spans).toMatchObject([
    { name: 'GET', traceId: '0af7651916cd43dd8448eb211c80319c', parentSpanId: 'b7ad6b7169203331' },
  ]);
});

test('spans that are still queued are sent before a shutdown ends', async () => {
  const app = await startService();
  await app.request('/inner/1');
  expect(await app.stop()).toBe(0);
  expect(collector.named('GET /inner/:id')).toHaveLength(1);
});

test('at ratio 0 only the failed request is traced, with all its spans', async () => {
  const app = await startService({ OTEL_TRACES_SAMPLER_ARG: '0' });
  await app.request('/inner/1');
  expect((await app.request('/fails')).status).toBe(500);
  expect(await app.stop()).toBe(0);
  expect(collector.spans.map((span) => span.name).sort()).toEqual([
    'GET /fails',
    'failing work',
    'request handler /fails',
  ]);
});

test('with the exporter none nothing is sent, yet log lines carry the trace', async () => {
  const app = await startService({ OTEL_TRACES_EXPORTER: 'none' });
  await app.request('/tasks/5', 'POST');
  expect(await app.stop()).toBe(0);
  expect(collector.spans).toEqual([]);
  expect(app.logs).toMatchObject([{ 'trace.id': expect.stringMatching(/^[0-9a-f]{32}$/) as string }]);
});

test.each([
  ['refuses connections', () => collector.stop(), 1],
  ['never answers', () => void (collector.behaviour = 'hang'), 1],
  // Two exports at least, since a batch has at most 512 spans.
  ['rejects every export', () => void (collector.behaviour = 'fail'), 600],
])(
  'a collector that %s neither stops nor delays a request; losses are counted and warned of once',
  async (_how, go, losses) => {
    await go();
    const app = await startService();
    // Each answer comes although no export ever succeeds.
    for (let index = 0; index < 300; index += 1) expect((await app.request('/inner/1')).status).toBe(200);
    await eventually(async () => {
      const counts = readSpanCounts(await app.metrics());
      expect(counts).toMatchObject({ ended: 600, exported: 0, queueFull: 0 });
      expect(counts.exportFailed).toBeGreaterThanOrEqual(losses);
    });
    expect(app.logs).toMatchObject([
      { 'log.level': 'warn', 'log.logger': 'telemetry', message: 'Spans are being dropped: export_failed' },
    ]);
    expect(await app.stop()).toBe(0);
  },
);

test('exports resume when the collector comes back', async () => {
  await collector.stop();
  const app = await startService();
  await app.request('/inner/1');
  await eventually(async () => expect(readSpanCounts(await app.metrics()).exportFailed).toBe(2));
  await collector.start();
  await app.request('/fails');
  await eventually(() => expect(collector.named('GET /fails')).toHaveLength(1));
  await eventually(async () => {
    expect(readSpanCounts(await app.metrics())).toEqual({ ended: 5, exported: 3, queueFull: 0, exportFailed: 2 });
  });
});

test('a malformed setting is reported and counted, and the service runs with its default', async () => {
  const app = await startService({ OTEL_TRACES_SAMPLER_ARG: 'half' });
  await app.request('/inner/1');
  expect(await app.metrics()).toContain('telemetry_failures_total{operation="configure"} 1');
  expect(await app.stop()).toBe(0);
  expect(app.logs).toMatchObject([
    {
      'log.level': 'warn',
      message:
        'OTEL_TRACES_SAMPLER_ARG is malformed and its default is used: expected the share of traces to keep, a number from 0 to 1',
    },
  ]);
  expect(collector.named('GET /inner/:id')).toHaveLength(1);
});

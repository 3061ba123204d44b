import { context, ROOT_CONTEXT, trace, TraceFlags } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

import { counter, gauge, histogram, renderMetrics } from './metrics';

const SPAN = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: TraceFlags.SAMPLED,
};
const EXEMPLAR = '# {trace_id="0af7651916cd43dd8448eb211c80319c",span_id="b7ad6b7169203331"}';

beforeAll(() => context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()));
afterAll(() => context.disable());

function inSpan(traceFlags: TraceFlags, fn: () => void): void {
  context.with(trace.setSpanContext(ROOT_CONTEXT, { ...SPAN, traceFlags }), fn);
}

/** The exposition's lines that begin with the text given. */
async function linesOf(start: string): Promise<string[]> {
  const { body } = await renderMetrics();
  return body.split('\n').filter((line) => line.startsWith(start));
}

test('a counter that somebody else counts is read at each scrape, and may start over', async () => {
  const restarts = new Map([['consumer', 3]]);
  counter('process_restarts_total').collect(async (set) => {
    await Promise.resolve();
    for (const [process, count] of restarts) set({ process }, count);
  });
  expect(await linesOf('process_restarts_total')).toEqual(['process_restarts_total{process="consumer"} 3']);
  const bodies = (await Promise.all([renderMetrics(), renderMetrics(), renderMetrics()])).map(({ body }) => body);
  for (const body of bodies) expect(body).toContain('process_restarts_total{process="consumer"} 3\n');
  restarts.set('consumer', 0);
  expect(await linesOf('process_restarts_total')).toEqual(['process_restarts_total{process="consumer"} 0']);
});

test('renders OpenMetrics with the default metrics of process and Node.js', async () => {
  const { contentType, body } = await renderMetrics();
  expect(contentType).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect(body.endsWith('# EOF\n')).toBe(true);
  expect(body).toMatch(/^process_cpu_seconds_total \d/m);
  expect(body).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
});

test('a counter keeps the name of the registry, with one _total, at every scrape', async () => {
  counter('task_changes_total').inc({ change: 'created' }, 2);
  counter('task_changes_total').inc({ change: 'created' });
  await renderMetrics();
  expect(await linesOf('task_changes')).toEqual(['task_changes_total{change="created"} 3']);
});

test('a counter may be shown before it counts, and carries the sampled span when it does', async () => {
  inSpan(TraceFlags.SAMPLED, () => counter('user_logins_total').inc({ outcome: 'ok' }, 0));
  expect(await linesOf('user_logins_total')).toEqual(['user_logins_total{outcome="ok"} 0']);
  inSpan(TraceFlags.SAMPLED, () => counter('user_logins_total').inc({ outcome: 'ok' }));
  expect(await linesOf('user_logins_total')).toEqual([
    expect.stringContaining(`user_logins_total{outcome="ok"} 1 ${EXEMPLAR} 1 `),
  ]);
});

test('an observation carries the sampled span, and no span that nobody can look up', async () => {
  const duration = histogram('dapr_client_request_duration_seconds');
  duration.observe({ operation: 'get', outcome: 'ok' }, 0.25);
  inSpan(TraceFlags.NONE, () => duration.observe({ operation: 'get', outcome: 'ok' }, 0.25));
  expect(await linesOf('dapr_client')).not.toContainEqual(expect.stringContaining('trace_id'));

  inSpan(TraceFlags.SAMPLED, () => duration.observe({ operation: 'get', outcome: 'ok' }, 0.25));
  const [bucket] = await linesOf('dapr_client_request_duration_seconds_bucket{le="0.3"');
  expect(bucket).toContain(`{le="0.3",operation="get",outcome="ok"} 3 ${EXEMPLAR} 0.25 `);
});

test('a gauge is set, raised and lowered', async () => {
  gauge('http_server_active_requests').inc();
  gauge('http_server_active_requests').inc({}, 4);
  gauge('http_server_active_requests').dec();
  expect(await linesOf('http_server_active_requests')).toEqual(['http_server_active_requests 4']);
  gauge('db_client_connection_count').set({ state: 'idle' }, 0);
  expect(await linesOf('db_client_connection_count')).toEqual(['db_client_connection_count{state="idle"} 0']);
});

test('a computed gauge forgets the series that are gone', async () => {
  let partitions = [0, 1];
  gauge('kafka_consumergroup_lag').collect((set) => {
    for (const partition of partitions) set({ consumergroup: 'g', topic: 't', partition }, 5);
  });
  expect(await linesOf('kafka_consumergroup_lag')).toHaveLength(2);
  partitions = [1];
  expect(await linesOf('kafka_consumergroup_lag')).toEqual([
    'kafka_consumergroup_lag{consumergroup="g",topic="t",partition="1"} 5',
  ]);
});

test.each([
  ['throws', () => Promise.reject(new Error('database away'))],
  ['never ends', () => new Promise<void>(() => undefined)],
])('a computation that %s costs its own gauge, is counted, and does not stop the scrape', async (_how, computation) => {
  const failures = async (): Promise<number> =>
    Number((await linesOf('telemetry_failures_total{operation="collect"}'))[0]?.split(' ')[1] ?? 0);
  // The scrape in which it fails may be written before the failure is counted.
  gauge('log_shipper_lag_bytes').collect(() => undefined);
  const before = await failures();
  gauge('log_shipper_lag_bytes').collect(computation);
  expect(await linesOf('log_shipper_lag_bytes')).toEqual([]);
  gauge('log_shipper_lag_bytes').collect((set) => set({ service: 'kafka-1' }, 7));
  expect(await linesOf('log_shipper_lag_bytes')).toEqual(['log_shipper_lag_bytes{service="kafka-1"} 7']);
  expect(await failures()).toBe(before + 1);
});

test('the compiler knows the labels of each metric', () => {
  // @ts-expect-error: this metric has the label `topic`
  expect(() => counter('outbox_published_events_total').inc({ subject: 'x' })).toThrow(/subject/);
  // @ts-expect-error: a counter is no gauge
  expect(() => gauge('task_changes_total')).toThrow();
});

import { ROOT_CONTEXT, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import type { Context, Span } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { TracerProvider } from '@opentelemetry/sdk-trace';

import { ExportQueue } from './export-queue';
import { FailedTraceKeeper } from './failed-trace-keeper';
import type { FailedTraceKeeperLimits } from './failed-trace-keeper';
import { createSampler } from './sampler';

const NOTHING_HELD = { localTraces: 0, openSpans: 0, waitingSpans: 0 };

function setUp(ratio: number, limits: FailedTraceKeeperLimits = {}) {
  const exported: string[] = [];
  const queue = new ExportQueue(() => ({
    export: (spans, done) => {
      exported.push(...spans.map((span) => span.name));
      done({ code: ExportResultCode.SUCCESS });
    },
    shutdown: () => Promise.resolve(),
  }));
  const keeper = new FailedTraceKeeper(queue, limits);
  const provider = new TracerProvider({ sampler: createSampler(ratio), spanProcessors: [keeper] });
  const tracer = provider.getTracer('test');
  return {
    keeper,
    start: (name: string, parent?: Span | Context): Span => {
      if (parent === undefined) return tracer.startSpan(name, {}, ROOT_CONTEXT);
      return tracer.startSpan(name, {}, 'getValue' in parent ? parent : trace.setSpan(ROOT_CONTEXT, parent));
    },
    exported: async () => {
      await queue.flush();
      return exported;
    },
  };
}

function fail(span: Span): void {
  span.setStatus({ code: SpanStatusCode.ERROR }).end();
}

function remoteParent(traceFlags: TraceFlags): Context {
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    traceFlags,
    isRemote: true,
  });
}

test('at ratio 1 everything is exported at once and nothing is held', async () => {
  const { keeper, start, exported } = setUp(1);
  const root = start('root');
  const child = start('child', root);
  expect(keeper.held).toEqual(NOTHING_HELD);
  child.end();
  expect(await exported()).toEqual(['child']);
  root.end();
  expect(await exported()).toEqual(['child', 'root']);
});

test('at ratio 0 a trace that went well is forgotten', async () => {
  const { keeper, start, exported } = setUp(0);
  const root = start('root');
  start('child', root).end();
  expect(keeper.held).toEqual({ localTraces: 1, openSpans: 1, waitingSpans: 1 });
  root.end();
  expect(await exported()).toEqual([]);
  expect(keeper.held).toEqual(NOTHING_HELD);
});

test('at ratio 0 all spans of a failed local root are exported, those that end after it too', async () => {
  const { keeper, start, exported } = setUp(0);
  const root = start('root');
  const child = start('child', root);
  start('grandchild', child).end();
  child.end();
  const late = start('late', root);
  fail(root);
  late.end();
  expect(await exported()).toEqual(['grandchild', 'child', 'root', 'late']);
  expect(keeper.held).toEqual(NOTHING_HELD);
});

test('a failed child alone does not keep the trace', async () => {
  const { start, exported } = setUp(0);
  const root = start('root');
  fail(start('child', root));
  root.end();
  expect(await exported()).toEqual([]);
});

test('the flag of the caller stays unsampled, so that the next service decides for itself', () => {
  const { start } = setUp(0);
  expect(start('root').spanContext().traceFlags).toBe(TraceFlags.NONE);
});

test('each local root below one remote parent is decided alone, and a sampled caller is followed', async () => {
  const { start, exported } = setUp(0);
  const unsampled = remoteParent(TraceFlags.NONE);
  const well = start('well', unsampled);
  const failed = start('failed', unsampled);
  start('below well', well).end();
  start('below failed', failed).end();
  well.end();
  fail(failed);
  start('sampled', remoteParent(TraceFlags.SAMPLED)).end();
  expect(await exported()).toEqual(['below failed', 'failed', 'sampled']);
});

test('keeps to its bounds when roots never end or traces are wide', async () => {
  const { keeper, start, exported } = setUp(0, { maxLocalTraces: 2, maxWaitingSpans: 3 });
  const oldest = start('oldest');
  start('below oldest', oldest).end();
  start('abandoned');
  const newest = start('newest');
  expect(keeper.held).toEqual({ localTraces: 2, openSpans: 2, waitingSpans: 0 });
  fail(oldest);
  expect(await exported()).toEqual([]);

  for (let index = 0; index < 5; index += 1) start('wide', newest).end();
  expect(keeper.held.waitingSpans).toBe(3);
  fail(newest);
  expect(await exported()).toEqual(['wide', 'wide', 'wide', 'newest']);
  expect(keeper.held).toEqual({ localTraces: 1, openSpans: 1, waitingSpans: 0 });
});

test('the shutdown forgets what is open', async () => {
  const { keeper, start } = setUp(0);
  start('child', start('root')).end();
  await keeper.shutdown();
  expect(keeper.held).toEqual(NOTHING_HELD);
});

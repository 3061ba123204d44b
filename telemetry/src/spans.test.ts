import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

import { contextFromCarrier, currentTraceContext, withSpan } from './spans';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const exporter = new InMemorySpanExporter();

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
});
beforeEach(() => exporter.reset());

function finishedSpan(name: string) {
  const span = exporter.getFinishedSpans().find((candidate) => candidate.name === name);
  if (span === undefined) throw new Error(`No span ${name}`);
  return span;
}

test('runs inside the span, gives back the result and ends the span', async () => {
  const result = await withSpan('outer', { kind: SpanKind.PRODUCER, attributes: { a: 1 } }, async (outer) => {
    await withSpan('inner', {}, () => undefined);
    expect(trace.getActiveSpan()).toBe(outer);
    return 42;
  });
  expect(result).toBe(42);
  const outer = finishedSpan('outer');
  expect(outer).toMatchObject({
    kind: SpanKind.PRODUCER,
    attributes: { a: 1 },
    status: { code: SpanStatusCode.UNSET },
  });
  expect(finishedSpan('inner').parentSpanContext?.spanId).toBe(outer.spanContext().spanId);
  expect(trace.getActiveSpan()).toBeUndefined();
});

test.each([
  ['an error', new TypeError('broken'), 'broken'],
  ['something else', 'text', 'text'],
])('records %s that is thrown, and throws it on', async (_what, thrown: unknown, message) => {
  const call = withSpan('failing', {}, () => {
    throw thrown;
  });
  await expect(call).rejects.toBe(thrown);
  const span = finishedSpan('failing');
  expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message });
  expect(span.events).toMatchObject([{ name: 'exception', attributes: { 'exception.message': message } }]);
});

test.each([
  ['a carrier', { traceparent: TRACEPARENT }],
  ['a context', () => contextFromCarrier({ traceparent: TRACEPARENT })],
])('continues the trace of %s, whatever span is active', async (_what, parent) => {
  await withSpan('active', {}, () =>
    withSpan('continued', { parent: typeof parent === 'function' ? parent() : parent }, () => undefined),
  );
  expect(finishedSpan('continued').parentSpanContext).toMatchObject({ spanId: 'b7ad6b7169203331', isRemote: true });
});

test.each([[{}], [{ traceparent: 'nonsense' }], [{ traceparent: undefined, tracestate: undefined }]])(
  'begins a new trace for the carrier %j',
  async (parent) => {
    await withSpan('active', {}, () => withSpan('new', { parent }, () => undefined));
    expect(finishedSpan('new').parentSpanContext).toBeUndefined();
  },
);

test('gives the active trace context in W3C form, and reads it back', async () => {
  expect(currentTraceContext()).toEqual({});
  const stored = context.with(
    contextFromCarrier({ traceparent: TRACEPARENT, tracestate: 'vendor=1' }),
    currentTraceContext,
  );
  expect(stored).toEqual({ traceparent: TRACEPARENT, tracestate: 'vendor=1' });
  await withSpan(
    'linked',
    { links: [{ context: trace.getSpanContext(contextFromCarrier(stored)) ?? fail() }] },
    () => 1,
  );
  expect(finishedSpan('linked').links[0]?.context.spanId).toBe('b7ad6b7169203331');
  expect(trace.getSpan(ROOT_CONTEXT)).toBeUndefined();
});

function fail(): never {
  throw new Error('The carrier has no span context');
}

/** @jest-environment <rootDir>/telemetry/src/fixtures/native-environment.cjs */
import type * as otlpPackage from '@opentelemetry/exporter-trace-otlp-proto';
import { TracerProvider } from '@opentelemetry/sdk-trace';

import { readTelemetryConfig } from './config';
import { ExportQueue } from './export-queue';
import type { Exporter, ExportQueueLimits } from './export-queue';
import { exporterFactory } from './exporters';
import { FailedTraceKeeper } from './failed-trace-keeper';
import { eventually } from './fixtures/eventually';
import { FakeCollector } from './fixtures/fake-collector';
import { readSpanCounts } from './fixtures/span-counts';
import type { SpanCounts } from './fixtures/span-counts';
import { renderMetrics } from './metrics';

// Given by the environment named in the first line.
declare function loadByNode(name: '@opentelemetry/exporter-trace-otlp-proto'): typeof otlpPackage;
const { OTLPTraceExporter } = loadByNode('@opentelemetry/exporter-trace-otlp-proto');

const NONE: SpanCounts = { ended: 0, exported: 0, queueFull: 0, exportFailed: 0 };

let collector: FakeCollector;
let closeQueue: () => Promise<void>;
let before: SpanCounts;

beforeEach(async () => {
  collector = await new FakeCollector().start();
});

afterEach(async () => {
  await closeQueue();
  await collector.stop();
});

/** A queue before the fake collector, and a way to end spans into it. */
async function setUp(limits: ExportQueueLimits, createExporter: () => Exporter = otlp) {
  const queue = new ExportQueue(createExporter, { delayMs: 10, closeTimeLimitMs: 200, ...limits });
  const provider = new TracerProvider({ spanProcessors: [new FailedTraceKeeper(queue)] });
  const tracer = provider.getTracer('test');
  const endSpans = (count: number, name = 'span'): void => {
    for (let index = 0; index < count; index += 1) tracer.startSpan(name).end();
  };
  closeQueue = () => queue.close();
  before = readSpanCounts((await renderMetrics()).body);
  return { queue, endSpans };
}

/** Gives up at the first failure: its first repetition would come after a second, later than the time it has. */
function otlp(): Exporter {
  return new OTLPTraceExporter({ url: `${collector.url}/v1/traces`, timeoutMillis: 250 });
}

function jaeger(): Exporter {
  const { config } = readTelemetryConfig({
    OTEL_TRACES_EXPORTER: 'jaeger',
    OTEL_EXPORTER_JAEGER_ENDPOINT: `${collector.url}/api/traces`,
  });
  const create = exporterFactory(config);
  if (create === undefined) throw new Error('No exporter');
  return create();
}

/** What was counted since the set-up. */
async function counts(): Promise<SpanCounts> {
  const now = readSpanCounts((await renderMetrics()).body);
  return {
    ended: now.ended - before.ended,
    exported: now.exported - before.exported,
    queueFull: now.queueFull - before.queueFull,
    exportFailed: now.exportFailed - before.exportFailed,
  };
}

test('exports every span, in batches', async () => {
  const { queue, endSpans } = await setUp({ maxBatchSpans: 4 });
  endSpans(10);
  expect(queue.unfinished).toBe(10);
  await eventually(() => expect(collector.spans).toHaveLength(10));
  await queue.flush();
  expect(await counts()).toEqual({ ...NONE, ended: 10, exported: 10 });
});

test('exports an incomplete batch after the delay, without a flush', async () => {
  const { endSpans } = await setUp({});
  endSpans(1, 'alone');
  await eventually(() => expect(collector.named('alone')).toHaveLength(1));
});

test('with the collector away it drops and counts, and exports again when it is back', async () => {
  const { queue, endSpans } = await setUp({});
  await collector.stop();
  endSpans(5, 'lost');
  await queue.flush();
  expect(await counts()).toEqual({ ...NONE, ended: 5, exportFailed: 5 });

  await collector.start();
  endSpans(3, 'after');
  await eventually(async () =>
    expect(await counts()).toEqual({ ended: 8, exported: 3, queueFull: 0, exportFailed: 5 }),
  );
  expect(collector.named('after')).toHaveLength(3);
});

test('counts spans that the collector rejects', async () => {
  const { queue, endSpans } = await setUp({});
  collector.behaviour = 'fail';
  endSpans(2);
  await queue.flush();
  expect(await counts()).toEqual({ ...NONE, ended: 2, exportFailed: 2 });
});

test('a collector slower than the spans costs what the queue cannot hold, and nothing else', async () => {
  const { queue, endSpans } = await setUp({ maxQueuedSpans: 10, maxBatchSpans: 5 });
  collector.behaviour = { answerAfterMs: 100 };
  endSpans(30);
  expect(queue.unfinished).toBe(10);
  expect(await counts()).toEqual({ ...NONE, ended: 30, queueFull: 20 });
  await queue.flush();
  expect(await counts()).toEqual({ ended: 30, exported: 10, queueFull: 20, exportFailed: 0 });
  expect(collector.spans).toHaveLength(10);
});

test('spans under way count against the bound', async () => {
  const { queue, endSpans } = await setUp({ maxQueuedSpans: 4, maxBatchSpans: 4 });
  collector.behaviour = 'hang';
  endSpans(4);
  await eventually(() => expect(collector.openSockets).toBe(1));
  endSpans(3);
  expect(queue.unfinished).toBe(4);
  expect(await counts()).toEqual({ ...NONE, ended: 7, queueFull: 3 });
});

describe.each([
  ['OTLP', otlp, {}],
  ['Jaeger', jaeger, { exportTimeLimitMs: 250 }],
])('a collector that takes %s and never answers', (_protocol, createExporter, limits) => {
  test('costs the spans but keeps no sockets, and exports go on when it answers again', async () => {
    const { queue, endSpans } = await setUp({ maxBatchSpans: 1, ...limits }, createExporter);
    collector.behaviour = 'hang';
    endSpans(3);
    await queue.flush();
    expect(await counts()).toEqual({ ...NONE, ended: 3, exportFailed: 3 });
    await eventually(() => expect(collector.openSockets).toBeLessThanOrEqual(1));

    collector.behaviour = { answerAfterMs: 0 };
    endSpans(1, 'after');
    await queue.flush();
    expect(await counts()).toEqual({ ended: 4, exported: 1, queueFull: 0, exportFailed: 3 });
  });

  test('cannot hold up the end: what is left is counted', async () => {
    const { queue, endSpans } = await setUp({ closeTimeLimitMs: 100 }, createExporter);
    collector.behaviour = 'hang';
    endSpans(3);
    await queue.close();
    expect(queue.unfinished).toBe(0);
    expect(await counts()).toEqual({ ...NONE, ended: 3, exportFailed: 3 });
  });
});

test('sends Jaeger its own format when chosen', async () => {
  const { queue, endSpans } = await setUp({}, jaeger);
  endSpans(2, 'by thrift');
  await queue.flush();
  expect(await counts()).toEqual({ ...NONE, ended: 2, exported: 2 });
  expect(Buffer.concat(collector.binaries).toString('latin1')).toContain('by thrift');
});

test('closing sends what is queued; a span that ends later is counted as lost', async () => {
  const { queue, endSpans } = await setUp({ delayMs: 60_000 });
  endSpans(2);
  await queue.close();
  expect(collector.spans).toHaveLength(2);
  endSpans(1);
  expect(await counts()).toEqual({ ended: 3, exported: 2, queueFull: 0, exportFailed: 1 });
});

test('an exporter that throws costs its batch only', async () => {
  const { queue, endSpans } = await setUp({}, () => ({
    export: () => {
      throw new Error('broken');
    },
    shutdown: () => Promise.resolve(),
  }));
  endSpans(1);
  await queue.flush();
  expect(await counts()).toEqual({ ...NONE, ended: 1, exportFailed: 1 });
});

import { randomUUID } from 'node:crypto';
import type { Message, Producer } from 'kafkajs';
import { eventually } from '../platform/eventually';
import { exposedSum, type Exposing } from '../platform/exposition';
import { BENCH_TOPIC, bareProducer, bareRecords } from './bare-producer';
import { insertBenchRows, refuseUnpublished } from './bench-rows';
import type { Benchmark, PreparedBenchmark } from './benchmark';
import { ScratchService } from './scratch-service';
import { openSpanSink } from './span-sink';

// Enough batches that the filling of the pipeline at the begin and the last mark at the end hardly count.
const RECORDS = 2_000;
/** Records of one request, on both sides. */
const BATCH = 100;
/** Until the services' code is compiled as far as it will be. */
const WARM_UP = 3;
const ACK_TIMEOUT_MS = 10_000;

/**
 * Records a second: the relay, from the commit of many events at once to the mark of the last that says it is acknowledged; and
 * KafkaJS by itself with records of the same bytes, ready in memory. Both send batches of one size, one after the other, to be
 * acknowledged by all in-sync replicas. The relay makes and exports a span of each event, once to a collector that costs nothing, as
 * one on another machine does, and once to the platform's Jaeger, which works on the same processors.
 */
export const publishThroughput: Benchmark = {
  name: 'publish-throughput',
  title: 'Throughput of the publishing path and of kafkajs by itself',
  warmUp: WARM_UP,
  async prepare(): Promise<PreparedBenchmark> {
    const userId = randomUUID();
    const size = { OUTBOX_BATCH_SIZE: String(BATCH) };
    const sink = await openSpanSink();
    const relay = await ScratchService.start('throughput', { ...size, OTEL_EXPORTER_OTLP_ENDPOINT: sink.url });
    const besideJaeger = await ScratchService.start('jaeger', size);
    const producer = await bareProducer();
    return {
      sides: [
        { name: 'relay', measure: () => measureRelay(relay, userId) },
        { name: 'relay beside Jaeger', measure: () => measureRelay(besideJaeger, userId) },
        { name: 'bare kafkajs', measure: async () => measureBare(producer, await bareRecords(userId, RECORDS)) },
      ],
      userIds: [userId],
      async close() {
        await producer.disconnect();
        await relay.close();
        await besideJaeger.close();
        await sink.close();
      },
    };
  },
};

async function measureRelay({ database, exposing }: ScratchService, userId: string) {
  await database.rows('BEGIN');
  await insertBenchRows(database, userId, RECORDS);
  const [begin] = await database.rows<{ at: Date }>('SELECT clock_timestamp() AS at');
  await database.rows('COMMIT');
  await eventually(() => refuseUnpublished(database), { interval: 100 });
  const [taken] = await database.rows<{ seconds: number }>(
    'SELECT extract(epoch FROM max(published_at) - $1)::float AS seconds FROM outbox',
    [begin?.at],
  );
  // What is still to be exported would be part of the next measurement.
  await eventually(() => refuseUnexported(exposing));
  return { records: RECORDS / (taken?.seconds ?? NaN) };
}

/** @throws Error while spans wait for their export */
async function refuseUnexported(service: Exposing): Promise<void> {
  const ended = await exposedSum(service, 'telemetry_spans_ended_total');
  const gone = await exposedSum(service, 'telemetry_spans_exported_total');
  const lost = await exposedSum(service, 'telemetry_spans_dropped_total');
  if (gone + lost < ended) throw new Error(`${ended - gone - lost} spans wait for their export`);
}

async function measureBare(producer: Producer, records: readonly Message[]) {
  const begin = performance.now();
  for (let index = 0; index < records.length; index += BATCH) {
    const messages = records.slice(index, index + BATCH);
    await producer.sendBatch({
      acks: -1,
      timeout: ACK_TIMEOUT_MS,
      topicMessages: [{ topic: BENCH_TOPIC, messages }],
    });
  }
  return { records: RECORDS / ((performance.now() - begin) / 1_000) };
}

import { randomUUID } from 'node:crypto';
import type { Message, Producer } from 'kafkajs';
import type { Database } from '../platform/database';
import { eventually } from '../platform/eventually';
import { BENCH_TOPIC, bareProducer, bareRecords } from './bare-producer';
import { insertBenchRows, refuseUnpublished } from './bench-rows';
import type { Benchmark, PreparedBenchmark } from './benchmark';
import { ScratchService } from './scratch-service';

// Enough batches that the filling of the pipeline at the begin and the last mark at the end hardly count.
const RECORDS = 2_000;
/** Records of one request, on both sides. */
const BATCH = 100;
const ACK_TIMEOUT_MS = 10_000;

/**
 * Records a second: the relay, from the commit of many events at once to the mark of the last that says it is acknowledged; and
 * KafkaJS by itself with records of the same bytes, ready in memory. Both send batches of one size, one after the other, to be
 * acknowledged by all in-sync replicas. The relay once with a span of each event going to Jaeger, as on the platform, where Jaeger shares
 * the machine; and once without, which shows what of the difference is publishing.
 */
export const publishThroughput: Benchmark = {
  name: 'publish-throughput',
  title: 'Throughput of the publishing path and of kafkajs by itself',
  async prepare(): Promise<PreparedBenchmark> {
    const userId = randomUUID();
    const size = { OUTBOX_BATCH_SIZE: String(BATCH) };
    const traced = await ScratchService.start('throughput', size);
    const untraced = await ScratchService.start('untraced', { ...size, OTEL_TRACES_EXPORTER: 'none' });
    const producer = await bareProducer();
    return {
      sides: [
        { name: 'relay', measure: () => measureRelay(traced.database, userId) },
        { name: 'relay untraced', measure: () => measureRelay(untraced.database, userId) },
        { name: 'bare kafkajs', measure: async () => measureBare(producer, await bareRecords(userId, RECORDS)) },
      ],
      userIds: [userId],
      async close() {
        await producer.disconnect();
        await traced.close();
        await untraced.close();
      },
    };
  },
};

async function measureRelay(database: Database, userId: string) {
  await database.rows('BEGIN');
  await insertBenchRows(database, userId, RECORDS);
  const [begin] = await database.rows<{ at: Date }>('SELECT clock_timestamp() AS at');
  await database.rows('COMMIT');
  await eventually(() => refuseUnpublished(database), { interval: 100 });
  const [taken] = await database.rows<{ seconds: number }>(
    'SELECT extract(epoch FROM max(published_at) - $1)::float AS seconds FROM outbox',
    [begin?.at],
  );
  return { records: RECORDS / (taken?.seconds ?? NaN) };
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

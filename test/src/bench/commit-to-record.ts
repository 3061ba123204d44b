import { randomUUID } from 'node:crypto';
import type { Message, Producer } from 'kafkajs';
import type { Database } from '../platform/database';
import { eventually } from '../platform/eventually';
import { BENCH_TOPIC, bareProducer, bareRecords } from './bare-producer';
import { insertBenchRows, refuseUnpublished } from './bench-rows';
import type { Benchmark, PreparedBenchmark } from './benchmark';
import { percentiles } from './percentiles';
import { ScratchService } from './scratch-service';
import { sendAtRate } from './send-at-rate';

const RECORDS = 200;
const PER_SECOND = 40;

/** Of the events written since, by PostgreSQL's own clock: from within the statement that commits by itself, to the mark after the acknowledgement. */
const DELAYS = `
  SELECT extract(epoch FROM published_at - created_at)::float * 1000 AS milliseconds FROM outbox WHERE created_at > $1`;

/**
 * Milliseconds from the commit of one event until it is known that all in-sync replicas have its record; and from the call of
 * KafkaJS by itself until it knows the same of a record of the same bytes.
 */
export const commitToRecord: Benchmark = {
  name: 'commit-to-record',
  title: 'From commit to record, and a bare produce',
  async prepare(): Promise<PreparedBenchmark> {
    const userId = randomUUID();
    const service = await ScratchService.start('latency', {});
    const producer = await bareProducer();
    return {
      sides: [
        { name: 'outbox', measure: () => measureOutbox(service.database, userId) },
        { name: 'bare produce', measure: async () => measureBare(producer, await bareRecords(userId, RECORDS)) },
      ],
      userIds: [userId],
      async close() {
        await producer.disconnect();
        await service.close();
      },
    };
  },
};

async function measureOutbox(database: Database, userId: string) {
  const [begin] = await database.rows<{ at: Date }>('SELECT clock_timestamp() AS at');
  await sendAtRate(RECORDS, PER_SECOND, () => insertBenchRows(database, userId, 1));
  await eventually(() => refuseUnpublished(database));
  const delays = await database.rows<{ milliseconds: number }>(DELAYS, [begin?.at]);
  return percentiles(delays.map(({ milliseconds }) => milliseconds));
}

async function measureBare(producer: Producer, records: readonly Message[]) {
  const left = [...records];
  const durations = await sendAtRate(RECORDS, PER_SECOND, () =>
    producer.send({ topic: BENCH_TOPIC, acks: -1, messages: left.splice(0, 1) }),
  );
  return percentiles(durations);
}

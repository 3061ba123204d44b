import { KafkaJSProtocolError, type Kafka, type Producer } from 'kafkajs';
import { oneAtATime } from '../one-at-a-time';
import { RecordRefusedError, type OutgoingRecord, type RecordSender } from '../outbox/ports';
import { batchPartitions } from './batch-partitions';
import { kafkaFailure } from './kafka-failure';
import { sendableHeaders } from './sendable-headers';

/** Waits this long for all in-sync replicas; the broker then answers with an error. Milliseconds. */
const ACK_TIMEOUT_MS = 10_000;

/** What a broker answers to a record that it will not take at any time. */
const REFUSALS = [
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'CORRUPT_MESSAGE',
];

/**
 * Sends with an idempotent producer, one request in flight, acknowledged by all in-sync replicas. The producer is made on
 * first use and after each failure: one that saw an out-of-order sequence number never recovers by itself. Calls take turns.
 */
export function recordSender(kafka: Pick<Kafka, 'producer'>): RecordSender {
  let connected: Promise<Producer> | undefined;
  const partitions = batchPartitions();
  const inTurn = oneAtATime();

  async function connect(): Promise<Producer> {
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: partitions.createPartitioner,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
    });
    await producer.connect();
    return producer;
  }

  async function discard(): Promise<void> {
    const producer = connected;
    connected = undefined;
    await producer?.then((old) => old.disconnect()).catch(() => undefined);
  }

  async function sendNow(records: OutgoingRecord[]): Promise<void> {
    try {
      const producer = await (connected ??= connect());
      partitions.begin();
      const result = await producer.sendBatch({ acks: -1, timeout: ACK_TIMEOUT_MS, topicMessages: byTopic(records) });
      const notStored = partitions.notStored(result);
      if (notStored.length > 0) throw new Error(`no broker took the records of ${notStored.join(', ')}`);
    } catch (error) {
      await discard();
      throw refusalIn(error) ?? kafkaFailure(error, new Set(records.map(({ topic }) => topic)));
    }
  }

  return {
    send: (records) => inTurn('batch', () => sendNow(records)),
    close: discard,
  };
}

function byTopic(records: OutgoingRecord[]) {
  const topics = Map.groupBy(records, ({ topic }) => topic);
  return [...topics].map(([topic, ofTopic]) => ({
    topic,
    messages: ofTopic.map(({ key, value, headers }) => ({ key, value, headers: sendableHeaders(headers) })),
  }));
}

function refusalIn(error: unknown): RecordRefusedError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof KafkaJSProtocolError && REFUSALS.includes(cause.type)) return new RecordRefusedError(cause);
  }
  return undefined;
}

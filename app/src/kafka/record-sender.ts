import { KafkaJSProtocolError, Partitioners, type Kafka, type Producer } from 'kafkajs';
import { DependencyUnavailableError } from '../errors';
import { RecordRefusedError, type OutgoingRecord, type RecordSender } from '../outbox/ports';

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
 * first use and after each failure: one that saw an out-of-order sequence number never recovers by itself.
 */
export function recordSender(kafka: Kafka): RecordSender {
  let connected: Promise<Producer> | undefined;

  async function connect(): Promise<Producer> {
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
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

  return {
    async send(records) {
      try {
        const producer = await (connected ??= connect());
        await producer.sendBatch({ acks: -1, timeout: ACK_TIMEOUT_MS, topicMessages: byTopic(records) });
      } catch (error) {
        await discard();
        throw refusalIn(error) ?? new DependencyUnavailableError('kafka', error);
      }
    },
    close: discard,
  };
}

function byTopic(records: OutgoingRecord[]) {
  const topics = Map.groupBy(records, ({ topic }) => topic);
  return [...topics].map(([topic, ofTopic]) => ({
    topic,
    messages: ofTopic.map(({ key, value, headers }) => ({ key, value, headers })),
  }));
}

function refusalIn(error: unknown): RecordRefusedError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof KafkaJSProtocolError && REFUSALS.includes(cause.type)) return new RecordRefusedError(cause);
  }
  return undefined;
}

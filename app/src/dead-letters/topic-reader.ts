import { randomUUID } from 'node:crypto';
import type { Admin, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { kafkaFailure } from '../kafka/kafka-failure';
import { toDeadLetter, type DeadLetter } from './dead-letter';
import type { DeadLetterSource, Range, ReadOptions } from './ports';
import { lengthOf, spansAround, spansOf, type Span } from './topic-spans';

const RETRY = { initialRetryTime: 200, maxRetryTime: 1_000, retries: 4 };

/** A read that gets nothing for this long is given up. */
const LONGEST_SILENCE_MS = 20_000;

/**
 * A topic of dead letters. KafkaJS reads by consumer groups alone: each call makes one of its own that commits nothing, and
 * deletes it in the end. Of a process that is killed the group is left, empty and without offsets, which Kafka removes itself.
 */
export function topicReader(kafka: Kafka, topic: string): DeadLetterSource {
  return {
    async read(range, onLetter, options) {
      const admin = kafka.admin({ retry: RETRY });
      try {
        await admin.connect();
        const spans = await spansOfRange(admin, topic, range);
        if (lengthOf(spans) > 0) await readSpans({ kafka, admin, topic }, spans, onLetter, options);
      } catch (error) {
        options.signal.throwIfAborted();
        throw kafkaFailure(error, [topic]);
      } finally {
        await admin.disconnect().catch(() => undefined);
      }
    },
  };
}

async function spansOfRange(admin: Admin, topic: string, { since, places }: Range): Promise<Span[]> {
  const offsets = await admin.fetchTopicOffsets(topic);
  if (places) return spansAround(offsets, places);
  if (!since) return spansOf(offsets);
  const starts = await admin.fetchTopicOffsetsByTimestamp(topic, since.getTime());
  return spansOf(offsets, new Map(starts.map(({ partition, offset }) => [partition, offset])));
}

async function readSpans(
  { kafka, admin, topic }: { kafka: Kafka; admin: Admin; topic: string },
  spans: Span[],
  onLetter: (letter: DeadLetter) => void,
  options: ReadOptions,
): Promise<void> {
  const groupId = `dead-letter-reader-${randomUUID()}`;
  const consumer = kafka.consumer({
    groupId,
    allowAutoTopicCreation: false,
    maxWaitTimeInMs: 500,
    retry: { ...RETRY, restartOnFailure: () => Promise.resolve(false) },
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumeSpans(consumer, topic, spans, onLetter, options);
  } finally {
    await consumer.disconnect().catch(() => undefined);
    await admin.deleteGroups([groupId]).catch(() => undefined);
  }
}

/** Resolves when all spans are read; rejects when the consumer crashes, when nothing comes any more, and when it is aborted. */
async function consumeSpans(
  consumer: Consumer,
  topic: string,
  spans: readonly Span[],
  onLetter: (letter: DeadLetter) => void,
  { onProgress, signal }: ReadOptions,
): Promise<void> {
  const total = lengthOf(spans);
  const end = Promise.withResolvers<undefined>();
  const abort = () => end.reject(signal.reason as Error);
  const silence = setTimeout(
    () => end.reject(new Error(`nothing was read for ${LONGEST_SILENCE_MS / 1_000} s`)),
    LONGEST_SILENCE_MS,
  );
  consumer.on('consumer.crash', ({ payload: { error } }) => end.reject(error));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();

  async function eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const span = spans.find(({ partition }) => partition === batch.partition);
    if (!span) return;
    for (const message of batch.messages) {
      const offset = BigInt(message.offset);
      if (offset < span.next || offset >= span.end) continue;
      onLetter(toDeadLetter(batch.partition, message));
    }
    // Offsets may be missing, also at the end.
    const next = BigInt(batch.lastOffset()) + 1n;
    if (next > span.next) span.next = next;
    silence.refresh();
    const left = lengthOf(spans);
    onProgress?.(total - left, total);
    if (left === 0) end.resolve(undefined);
    else await payload.heartbeat();
  }

  async function start(): Promise<void> {
    await consumer.run({ autoCommit: false, eachBatch });
    for (const { partition, next } of spans) consumer.seek({ topic, partition, offset: String(next) });
  }

  try {
    await Promise.all([start(), end.promise]);
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', abort);
  }
}

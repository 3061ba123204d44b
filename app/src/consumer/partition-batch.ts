import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { receivedHeaders } from '../events/record-headers';
import type { EventTopic } from '../events/topics';
import { pause } from '../retry';
import { processRecord, type RecordProcessing } from './process-record';
import type { ReceivedRecord } from './received-record';
import type { WaitingRecords } from './waiting-records';

export interface BatchProcessing<Topic extends EventTopic> extends RecordProcessing<Topic> {
  waiting: WaitingRecords;
  /** True when no further record is to be begun: the process stops, or the group is paused. */
  isInterrupted(): boolean;
  /** Has the partition fetched again after so many milliseconds; until then it is paused. */
  resumeAfter(milliseconds: number, payload: EachBatchPayload): void;
  /** Aborted when the process stops. */
  signal: AbortSignal;
}

const COMMIT_INTERVAL_MS = 500;

/**
 * A record that is to be tried again sooner than this holds up its batch. For any longer its partition is paused and the batch
 * ends: KafkaJS fetches from a broker again only after all batches of the last fetch, and so one record that waits would hold up
 * every partition of the group. Milliseconds.
 */
const LONGEST_WAIT_IN_BATCH_MS = 500;

/**
 * Handles the records of a batch in their order, and commits offsets after their effects. Ends early at a record that has to
 * wait. Throws KafkaJS's errors only.
 */
export async function processBatch<Topic extends EventTopic>(
  processing: BatchProcessing<Topic>,
  payload: EachBatchPayload,
): Promise<void> {
  const { topic, partition, messages } = payload.batch;
  let uncommitted: string | undefined;
  let lastCommit = Date.now();

  async function commit(): Promise<void> {
    if (uncommitted === undefined) return;
    const offset = (BigInt(uncommitted) + 1n).toString();
    await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
    uncommitted = undefined;
    lastCommit = Date.now();
  }

  for (const message of messages) {
    if (isOver(processing, payload)) break;
    const isDone = await seeThrough(processing, payload, toRecord(topic, partition, message));
    if (!isDone) break;
    payload.resolveOffset(message.offset);
    uncommitted = message.offset;
    if (Date.now() - lastCommit >= COMMIT_INTERVAL_MS) await commit();
    await payload.heartbeat();
  }
  await commit();
}

/** @returns false when the record is to be delivered again: it has to wait, or the partition is not ours to go on with */
async function seeThrough<Topic extends EventTopic>(
  processing: BatchProcessing<Topic>,
  payload: EachBatchPayload,
  record: ReceivedRecord,
): Promise<boolean> {
  const { waiting, signal } = processing;
  for (;;) {
    const postponed = await processRecord(processing, record, waiting.attemptsOf(record) + 1);
    if (!postponed) {
      waiting.passed(record);
      return true;
    }
    waiting.failed(record, postponed);
    // A partition of a paused group must not be paused by itself: KafkaJS would take that for the end of the group's pause.
    if (isOver(processing, payload)) return false;
    if (postponed.waitMs >= LONGEST_WAIT_IN_BATCH_MS) {
      processing.resumeAfter(postponed.waitMs, payload);
      return false;
    }
    await pause(postponed.waitMs, signal);
    if (isOver(processing, payload)) return false;
    await payload.heartbeat();
  }
}

function isOver(processing: { isInterrupted(): boolean }, payload: EachBatchPayload): boolean {
  return processing.isInterrupted() || !payload.isRunning() || payload.isStale();
}

function toRecord(topic: string, partition: number, { offset, key, value, headers }: KafkaMessage): ReceivedRecord {
  return { topic, partition, offset, key, value, headers: receivedHeaders(headers) };
}

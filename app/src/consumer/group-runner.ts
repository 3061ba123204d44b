import { counter, gauge, logger } from '@firewatch/telemetry';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { messageOf } from '../errors';
import { headerText } from '../events/headers';
import type { EventTopic } from '../events/topics';
import type { EventDecoder } from '../kafka/event-decoder';
import type { RecordSender } from '../outbox/ports';
import { backoffMs, pause } from '../retry';
import { pauseSwitch, type PauseSwitch } from './pause-switch';
import { processRecord } from './process-record';
import type { EventHandler, ReceivedRecord } from './received-record';
import { DEAD_LETTER_REASONS } from './record-outcome';

export interface GroupSettings<Topic extends EventTopic> {
  kafka: Kafka;
  handler: EventHandler<Topic>;
  decoder: EventDecoder;
  deadLetters: RecordSender;
  /** Called once when the group can go on only in a new process. */
  onFatal: (error: Error) => void;
}

export interface RunningGroup {
  group: string;
  /** Since the coordinator last heard from this member, or since the start. */
  heartbeatAgeSeconds: () => number;
  /**
   * While paused the group fetches and handles nothing, after the record in hand, and stays a member. Holds over a
   * rebalance and over a restart of the consumer after a crash.
   */
  setPaused(paused: boolean): void;
  /** Ends after the records in hand and commits what was done. */
  stop(): Promise<void>;
}

const CONNECT_RETRY = { firstMs: 500, longestMs: 5_000 };
const COMMIT_INTERVAL_MS = 500;
const HEARTBEAT_INTERVAL_MS = 3_000;
const SESSION_TIMEOUT_MS = 30_000;

/** Longest wait without a sign of life to the coordinator. */
const LONGEST_SILENCE_MS = 1_000;

const log = logger.child({ 'log.logger': 'consumer' });

/**
 * Runs a consumer group member: each record is handled in its partition's order and its offset committed after the
 * effect, so that a crash repeats records and never skips one. Connects in the background for as long as it takes.
 */
export function runGroup<Topic extends EventTopic>(settings: GroupSettings<Topic>): RunningGroup {
  const { kafka, handler } = settings;
  const { group } = handler;
  const labels = { messaging_consumer_group_name: group };
  const stopping = new AbortController();
  let lastHeartbeat = Date.now();
  const consumer = kafka.consumer({
    groupId: group,
    sessionTimeout: SESSION_TIMEOUT_MS,
    heartbeatInterval: HEARTBEAT_INTERVAL_MS,
    maxWaitTimeInMs: 1_000,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 200, maxRetryTime: 3_000, retries: 8 },
  });

  consumer.on('consumer.heartbeat', () => (lastHeartbeat = Date.now()));
  consumer.on('consumer.group_join', () => {
    lastHeartbeat = Date.now();
    counter('kafka_consumer_rebalances_total').inc(labels);
  });
  consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
    counter('kafka_consumer_crashes_total').inc(labels);
    log.error({ err: error, labels: { group } }, `consumer group ${group} crashed: ${messageOf(error)}`);
    // KafkaJS restarts a crashed consumer itself when the error may pass; otherwise it would stay silent for ever.
    if (!restart) settings.onFatal(error);
  });

  const pausing = pauseSwitch(consumer, handler.topics);

  // The series are there before the first crash and the first dead letter, so that a rate over them sees it.
  counter('kafka_consumer_crashes_total').inc(labels, 0);
  for (const topic of handler.topics) {
    for (const reason of DEAD_LETTER_REASONS) counter('dead_letter_events_total').inc({ topic, reason }, 0);
  }

  const started = start(consumer, settings, pausing, stopping.signal);
  return {
    group,
    heartbeatAgeSeconds: () => (Date.now() - lastHeartbeat) / 1_000,
    setPaused: (paused) => pausing.set(paused),
    async stop() {
      stopping.abort();
      await started;
      await consumer.disconnect();
    },
  };
}

/** Reports the heartbeat age of the groups at each scrape. Call it once a process. */
export function observeHeartbeats(groups: readonly RunningGroup[]): void {
  gauge('kafka_consumer_heartbeat_age_seconds').collect((set) => {
    for (const running of groups) {
      set({ messaging_consumer_group_name: running.group }, running.heartbeatAgeSeconds());
    }
  });
}

async function start<Topic extends EventTopic>(
  consumer: Consumer,
  settings: GroupSettings<Topic>,
  pausing: PauseSwitch,
  signal: AbortSignal,
): Promise<void> {
  const { group, topics } = settings.handler;
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 6,
        eachBatch: (payload) => processBatch(settings, payload, () => signal.aborted || pausing.isPaused(), signal),
      });
      return;
    } catch (error) {
      log.warn({ labels: { group } }, `consumer group ${group} waits for Kafka: ${messageOf(error)}`);
    }
    await pause(backoffMs(CONNECT_RETRY, attempt), signal);
  }
}

async function processBatch<Topic extends EventTopic>(
  settings: GroupSettings<Topic>,
  payload: EachBatchPayload,
  isInterrupted: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  const { batch } = payload;
  const { topic, partition } = batch;
  const isOver = () => isInterrupted() || !payload.isRunning() || payload.isStale();
  let uncommitted: string | undefined;
  let lastCommit = Date.now();

  async function commit(): Promise<void> {
    if (uncommitted === undefined) return;
    const offset = (BigInt(uncommitted) + 1n).toString();
    await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
    uncommitted = undefined;
    lastCommit = Date.now();
  }

  async function wait(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= LONGEST_SILENCE_MS) {
      await pause(Math.min(left, LONGEST_SILENCE_MS), signal);
      if (isOver()) throw new InterruptedError();
      await payload.heartbeat();
    }
  }

  try {
    for (const message of batch.messages) {
      if (isOver()) break;
      await processRecord({ ...settings, wait }, toRecord(topic, partition, message));
      payload.resolveOffset(message.offset);
      uncommitted = message.offset;
      if (Date.now() - lastCommit >= COMMIT_INTERVAL_MS) await commit();
      await payload.heartbeat();
    }
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
  }
  await commit();
}

/** The process stops, the group is paused or the partition belongs to somebody else: the record will be delivered again. */
class InterruptedError extends Error {}

function toRecord(topic: string, partition: number, { offset, key, value, headers }: KafkaMessage): ReceivedRecord {
  return { topic, partition, offset, key, value, headers: headerText(headers) };
}

import { counter, logger } from '@firewatch/telemetry';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { messageOf } from '../errors';
import type { EventTopic } from '../events/topics';
import { backoffMs, pause } from '../retry';
import { processBatch, type BatchProcessing } from './partition-batch';
import { pausedPartitions } from './paused-partitions';
import { pauseSwitch } from './pause-switch';

export interface SessionSettings<Topic extends EventTopic> extends Omit<
  BatchProcessing<Topic>,
  'isInterrupted' | 'resumeAfter'
> {
  kafka: Kafka;
  /** Those of the handler's topics that exist. */
  topics: readonly Topic[];
  /** True while the group is to be paused. */
  isPaused(): boolean;
  /** Called at each sign of life of the coordinator. */
  onHeartbeat(): void;
  /** Called once when the group can go on only in a new process. */
  onFatal(error: Error): void;
}

/** Membership in a consumer group with one set of topics. KafkaJS cannot take a topic back from a consumer. */
export interface GroupSession {
  readonly topics: readonly string[];
  /** Does what `isPaused` says now. */
  applyPause(): void;
  /** Ends after the records in hand and commits what was done. */
  stop(): Promise<void>;
}

const CONNECT_RETRY = { firstMs: 500, longestMs: 5_000 };
const HEARTBEAT_INTERVAL_MS = 3_000;
const SESSION_TIMEOUT_MS = 30_000;

const log = logger.child({ 'log.logger': 'consumer' });

/** Joins the group in the background, for as long as it takes. */
export function startSession<Topic extends EventTopic>(settings: SessionSettings<Topic>): GroupSession {
  const { kafka, handler, topics, waiting } = settings;
  const { group } = handler;
  const labels = { messaging_consumer_group_name: group };
  const stopping = new AbortController();
  const signal = AbortSignal.any([settings.signal, stopping.signal]);
  const consumer = kafka.consumer({
    groupId: group,
    sessionTimeout: SESSION_TIMEOUT_MS,
    heartbeatInterval: HEARTBEAT_INTERVAL_MS,
    maxWaitTimeInMs: 1_000,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 200, maxRetryTime: 3_000, retries: 8 },
  });

  consumer.on('consumer.heartbeat', () => settings.onHeartbeat());
  consumer.on('consumer.group_join', ({ payload: { memberAssignment } }) => {
    settings.onHeartbeat();
    waiting.keepOnly(memberAssignment);
    counter('kafka_consumer_rebalances_total').inc(labels);
  });
  consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
    counter('kafka_consumer_crashes_total').inc(labels);
    log.error({ err: error, labels: { group } }, `consumer group ${group} crashed: ${messageOf(error)}`);
    // KafkaJS restarts a crashed consumer itself when the error may pass; otherwise it would stay silent for ever.
    if (!restart && !signal.aborted) settings.onFatal(error);
  });

  const pausing = pauseSwitch(consumer, topics);
  pausing.set(settings.isPaused());
  const paused = pausedPartitions(() => pausing.isPaused());
  const processing = {
    ...settings,
    signal,
    isInterrupted: () => signal.aborted || pausing.isPaused(),
    resumeAfter: (milliseconds: number, payload: EachBatchPayload) => paused.pauseFor(milliseconds, payload),
  };
  const started = start(consumer, processing, topics, signal);
  return {
    topics,
    applyPause: () => pausing.set(settings.isPaused()),
    async stop() {
      stopping.abort();
      paused.clear();
      await started;
      await consumer.disconnect();
    },
  };
}

async function start<Topic extends EventTopic>(
  consumer: Consumer,
  processing: BatchProcessing<Topic>,
  topics: readonly Topic[],
  signal: AbortSignal,
): Promise<void> {
  const { group } = processing.handler;
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 6,
        eachBatch: (payload) => processBatch(processing, payload),
      });
      return;
    } catch (error) {
      log.warn({ labels: { group } }, `consumer group ${group} waits for Kafka: ${messageOf(error)}`);
    }
    await pause(backoffMs(CONNECT_RETRY, attempt), signal);
  }
}

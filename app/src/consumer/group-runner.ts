import { counter, gauge, logger } from '@firewatch/telemetry';
import type { Kafka } from 'kafkajs';
import type { EventTopic } from '../events/topics';
import type { EventDecoder } from '../kafka/event-decoder';
import { missingTopicsText } from '../kafka/kafka-failure';
import type { RecordSender } from '../outbox/ports';
import { pause } from '../retry';
import { startSession, type GroupSession } from './group-session';
import type { EventHandler } from './received-record';
import { DEAD_LETTER_REASONS } from './record-outcome';
import type { SkipOrders } from './skip-orders';
import { WaitingRecords, type WaitingRecord } from './waiting-records';

export interface GroupSettings<Topic extends EventTopic> {
  kafka: Kafka;
  handler: EventHandler<Topic>;
  decoder: EventDecoder;
  deadLetters: RecordSender;
  skips: SkipOrders;
  /** Those of all topics that the brokers are known not to have. */
  missingTopics(): ReadonlySet<string>;
  /** Called once when the group can go on only in a new process. */
  onFatal: (error: Error) => void;
}

export interface RunningGroup {
  group: string;
  topics: readonly string[];
  /** Since the coordinator last heard from this member, or since the start. */
  heartbeatAgeSeconds: () => number;
  /** The records that this member's partitions wait at. */
  waiting(): readonly WaitingRecord[];
  /**
   * While paused the group fetches and handles nothing, after the record in hand, and stays a member. Holds over a
   * rebalance and over a restart of the consumer after a crash.
   */
  setPaused(paused: boolean): void;
  /** Ends after the records in hand and commits what was done. */
  stop(): Promise<void>;
}

const TOPICS_CHECK_MS = 1_000;

const log = logger.child({ 'log.logger': 'consumer' });

/**
 * Runs a consumer group member: each record is handled in its partition's order and its offset committed after the
 * effect, so that a crash repeats records and never skips one. A record that waits holds up its own partition, a topic that does
 * not exist nothing but itself: the group goes on with the others, and takes the topic up once it is there.
 */
export function runGroup<Topic extends EventTopic>(settings: GroupSettings<Topic>): RunningGroup {
  const { handler } = settings;
  const { group, topics } = handler;
  const stopping = new AbortController();
  const waiting = new WaitingRecords();
  let lastHeartbeat = Date.now();
  let isPaused = false;
  let session: GroupSession | undefined;

  // The series are there before the first crash and the first dead letter, so that a rate over them sees it.
  counter('kafka_consumer_crashes_total').inc({ messaging_consumer_group_name: group }, 0);
  for (const topic of topics) {
    for (const reason of DEAD_LETTER_REASONS) counter('dead_letter_events_total').inc({ topic, reason }, 0);
  }

  function onHeartbeat(): void {
    lastHeartbeat = Date.now();
  }

  async function readFrom(present: readonly Topic[]): Promise<void> {
    await session?.stop();
    session = undefined;
    if (present.length === 0) return;
    session = startSession({
      ...settings,
      topics: present,
      waiting,
      signal: stopping.signal,
      isPaused: () => isPaused,
      onHeartbeat,
    });
  }

  function tell(missing: readonly Topic[]): void {
    if (missing.length > 0) {
      log.error({ labels: { group } }, `consumer group ${group} waits for a topic: ${missingTopicsText(missing)}`);
    } else if (session) {
      log.info({ labels: { group } }, `consumer group ${group} reads all of its topics again`);
    }
  }

  async function followTopics(): Promise<void> {
    let followed: string | undefined;
    while (!stopping.signal.aborted) {
      const missing = topics.filter((topic) => settings.missingTopics().has(topic));
      const present = topics.filter((topic) => !missing.includes(topic));
      // Without a topic there is no membership that could fall silent.
      if (present.length === 0) lastHeartbeat = Date.now();
      if (present.join() !== followed) {
        tell(missing);
        followed = present.join();
        await readFrom(present);
      }
      await pause(TOPICS_CHECK_MS, stopping.signal);
    }
  }

  const following = followTopics();
  return {
    group,
    topics,
    heartbeatAgeSeconds: () => (Date.now() - lastHeartbeat) / 1_000,
    waiting: () => waiting.all(),
    setPaused(paused) {
      isPaused = paused;
      session?.applyPause();
    },
    async stop() {
      stopping.abort();
      await following;
      await session?.stop();
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

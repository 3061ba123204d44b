import { gauge, logger } from '@firewatch/telemetry';
import type { Admin, Kafka } from 'kafkajs';
import { messageOf } from '../errors';
import { pause } from '../retry';

export interface WatchedGroup {
  group: string;
  topics: readonly string[];
}

export interface LagReporter {
  /** When the brokers were last asked with success, in milliseconds since the epoch; 0 before the first time. */
  lastSuccess(): number;
  stop(): Promise<void>;
}

const log = logger.child({ 'log.logger': 'kafka.lag' });

/**
 * Asks the brokers every `intervalMs` how far each group is behind and reports it. With the brokers away it goes on
 * asking; the last known lag stays.
 */
export function startLagReporter(kafka: Kafka, groups: readonly WatchedGroup[], intervalMs: number): LagReporter {
  const stopping = new AbortController();
  let lastSuccess = 0;
  let admin: Admin | undefined;

  async function report(): Promise<void> {
    if (!admin) {
      const fresh = kafka.admin({ retry: { initialRetryTime: 200, retries: 2 } });
      admin = fresh;
      await fresh.connect();
    }
    for (const { group, topics } of groups) await reportGroup(admin, group, topics);
  }

  const done = (async () => {
    let isFailing = false;
    while (!stopping.signal.aborted) {
      try {
        await report();
        lastSuccess = Date.now();
        isFailing = false;
      } catch (error) {
        if (!isFailing) log.warn(`the lag of the consumer groups is not known: ${messageOf(error)}`);
        isFailing = true;
        await admin?.disconnect().catch(() => undefined);
        admin = undefined;
      }
      await pause(intervalMs, stopping.signal);
    }
    await admin?.disconnect().catch(() => undefined);
  })();

  return {
    lastSuccess: () => lastSuccess,
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function reportGroup(admin: Admin, group: string, topics: readonly string[]): Promise<void> {
  const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
  for (const { topic, partitions } of committed) {
    const ends = new Map((await admin.fetchTopicOffsets(topic)).map((end) => [end.partition, end]));
    for (const { partition, offset } of partitions) {
      const end = ends.get(partition);
      if (!end) continue;
      // A group that has committed nothing yet (-1) will begin at the start of the topic.
      const position = BigInt(offset) < 0n ? BigInt(end.low) : BigInt(offset);
      const lag = BigInt(end.high) - position;
      const labels = { consumergroup: group, topic, partition: String(partition) };
      gauge('kafka_consumergroup_lag').set(labels, lag < 0n ? 0 : Number(lag));
    }
  }
}

import { gauge, logger } from '@firewatch/telemetry';
import type { Admin, Kafka } from 'kafkajs';
import { messageOf } from '../errors';
import { pause } from '../retry';
import { boundsOf, groupPositions, type PartitionBounds } from './group-positions';

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
 * Asks the brokers every `intervalMs` where the partitions of the groups' topics begin and end, how far each group is and how
 * many members it has, and reports it under kafka_exporter's names. With the brokers away it goes on asking; what was last known stays.
 * @param unread topics that no group reads, of which it is told all the same where they begin and end
 */
export function startLagReporter(
  kafka: Pick<Kafka, 'admin'>,
  groups: readonly WatchedGroup[],
  intervalMs: number,
  unread: readonly string[] = [],
): LagReporter {
  const stopping = new AbortController();
  let lastSuccess = 0;
  let admin: Admin | undefined;

  async function report(): Promise<void> {
    if (!admin) {
      const fresh = kafka.admin({ retry: { initialRetryTime: 200, retries: 2 } });
      admin = fresh;
      await fresh.connect();
    }
    const bounds = await reportTopics(admin, new Set([...unread, ...groups.flatMap(({ topics }) => topics)]));
    for (const { group, topics } of groups) await reportPositions(admin, group, topics, bounds);
    await reportMembers(admin, groups);
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

async function reportTopics(admin: Admin, topics: Iterable<string>): Promise<Map<string, PartitionBounds[]>> {
  const bounds = new Map<string, PartitionBounds[]>();
  for (const topic of topics) {
    const ofTopic = boundsOf(await admin.fetchTopicOffsets(topic));
    bounds.set(topic, ofTopic);
    for (const { partition, oldest, next } of ofTopic) {
      gauge('kafka_topic_partition_oldest_offset').set({ topic, partition }, oldest);
      gauge('kafka_topic_partition_current_offset').set({ topic, partition }, next);
    }
  }
  return bounds;
}

async function reportPositions(
  admin: Admin,
  consumergroup: string,
  topics: readonly string[],
  bounds: ReadonlyMap<string, readonly PartitionBounds[]>,
): Promise<void> {
  for (const { topic, partitions } of await admin.fetchOffsets({ groupId: consumergroup, topics: [...topics] })) {
    const positions = groupPositions(partitions, bounds.get(topic) ?? []);
    for (const { partition, committed, lag } of positions) {
      gauge('kafka_consumergroup_current_offset').set({ consumergroup, topic, partition }, committed);
      gauge('kafka_consumergroup_lag').set({ consumergroup, topic, partition }, lag);
    }
    const total = positions.reduce((sum, { lag }) => sum + lag, 0);
    gauge('kafka_consumergroup_lag_sum').set({ consumergroup, topic }, total);
  }
}

async function reportMembers(admin: Admin, groups: readonly WatchedGroup[]): Promise<void> {
  const described = await admin.describeGroups(groups.map(({ group }) => group));
  for (const { groupId, members } of described.groups)
    gauge('kafka_consumergroup_members').set({ consumergroup: groupId }, members.length);
}

import { gauge, logger } from '@firewatch/telemetry';
import type { Admin, Kafka } from 'kafkajs';
import { messageOf } from '../errors';
import { pause } from '../retry';
import { boundsOf, groupPositions, type GroupPosition, type PartitionBounds } from './group-positions';

export interface WatchedGroup {
  group: string;
  topics: readonly string[];
}

export interface LagReporter {
  /** When the brokers were last asked with success, in milliseconds since the epoch; 0 before the first time. */
  lastSuccess(): number;
  /** The topics that the brokers did not have when they were last asked. */
  missingTopics(): ReadonlySet<string>;
  stop(): Promise<void>;
}

const log = logger.child({ 'log.logger': 'kafka.lag' });

/**
 * Asks the brokers every `intervalMs` where the partitions of the groups' topics begin and end, how far each group is and how
 * many members it has, and reports it under kafka_exporter's names. With the brokers away it goes on asking; what was last known stays.
 * Of a topic that they do not have nothing is reported, and it does not keep the others from being.
 * @param unread topics that no group reads, of which it is told all the same where they begin and end
 * @param needed topics of which it is only told whether they are missing
 */
export function startLagReporter(
  kafka: Pick<Kafka, 'admin'>,
  groups: readonly WatchedGroup[],
  intervalMs: number,
  unread: readonly string[] = [],
  needed: readonly string[] = [],
): LagReporter {
  const stopping = new AbortController();
  let lastSuccess = 0;
  let admin: Admin | undefined;
  let missing: ReadonlySet<string> = new Set();
  const watched = new Set([...unread, ...groups.flatMap(({ topics }) => topics)]);
  let figures = emptyFigures();
  reportFigures(() => figures);

  async function report(): Promise<void> {
    if (!admin) {
      const fresh = kafka.admin({ retry: { initialRetryTime: 200, retries: 2 } });
      admin = fresh;
      await fresh.connect();
    }
    const existing = new Set(await admin.listTopics());
    missing = watched.union(new Set(needed)).difference(existing);
    figures = await askFigures(admin, groups, watched.intersection(existing));
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
    missingTopics: () => missing,
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

interface Figures {
  readonly bounds: Map<string, PartitionBounds[]>;
  readonly positions: { consumergroup: string; topic: string; positions: GroupPosition[] }[];
  readonly members: Map<string, number>;
}

function emptyFigures(): Figures {
  return { bounds: new Map(), positions: [], members: new Map() };
}

async function askFigures(
  admin: Admin,
  groups: readonly WatchedGroup[],
  existing: ReadonlySet<string>,
): Promise<Figures> {
  const figures = emptyFigures();
  for (const topic of existing) figures.bounds.set(topic, boundsOf(await admin.fetchTopicOffsets(topic)));
  for (const { group: consumergroup, topics } of groups) {
    const ofGroup = topics.filter((topic) => existing.has(topic));
    if (ofGroup.length === 0) continue;
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId: consumergroup, topics: ofGroup })) {
      const positions = groupPositions(partitions, figures.bounds.get(topic) ?? []);
      figures.positions.push({ consumergroup, topic, positions });
    }
  }
  const described = await admin.describeGroups(groups.map(({ group }) => group));
  for (const { groupId, members } of described.groups) figures.members.set(groupId, members.length);
  return figures;
}

/** At each scrape, so that the series of a topic that is gone are gone as well. */
function reportFigures(current: () => Figures): void {
  gauge('kafka_topic_partition_oldest_offset').collect((set) => {
    for (const [topic, bounds] of current().bounds) {
      for (const { partition, oldest } of bounds) set({ topic, partition }, oldest);
    }
  });
  gauge('kafka_topic_partition_current_offset').collect((set) => {
    for (const [topic, bounds] of current().bounds)
      for (const { partition, next } of bounds) set({ topic, partition }, next);
  });
  gauge('kafka_consumergroup_current_offset').collect((set) => {
    for (const { consumergroup, topic, positions } of current().positions) {
      for (const { partition, committed } of positions) set({ consumergroup, topic, partition }, committed);
    }
  });
  gauge('kafka_consumergroup_lag').collect((set) => {
    for (const { consumergroup, topic, positions } of current().positions) {
      for (const { partition, lag } of positions) set({ consumergroup, topic, partition }, lag);
    }
  });
  gauge('kafka_consumergroup_lag_sum').collect((set) => {
    for (const { consumergroup, topic, positions } of current().positions) {
      set(
        { consumergroup, topic },
        positions.reduce((sum, { lag }) => sum + lag, 0),
      );
    }
  });
  gauge('kafka_consumergroup_members').collect((set) => {
    for (const [consumergroup, members] of current().members) set({ consumergroup }, members);
  });
}

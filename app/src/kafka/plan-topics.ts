import type { TopicSettings } from '../events/topics';

/** A topic as it has to be. */
export type DeclaredTopic = Omit<TopicSettings, 'why'> & { readonly name: string };

/** A topic as the brokers have it. */
export interface LiveTopic {
  readonly name: string;
  readonly partitions: number;
  /** Copies of the partition that has the fewest, those of brokers that are away included. */
  readonly replicationFactor: number;
  /** What is set for this topic itself; what it has from its brokers' defaults is not in it. */
  readonly config: Readonly<Record<string, string>>;
}

/** What has to be done to the brokers, in this order, and what is left as it is although it is not as declared. */
export interface TopicPlan {
  readonly create: readonly DeclaredTopic[];
  readonly grow: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  /** `config` is all that is to be set for the topic, not only what `changes` says: Kafka replaces the whole. */
  readonly configure: readonly {
    readonly name: string;
    readonly config: Readonly<Record<string, string>>;
    readonly changes: readonly string[];
  }[];
  readonly warnings: readonly string[];
}

/** The settings of a topic under Kafka's names. */
export function topicConfig({
  minInSyncReplicas,
  retentionMs,
  maxMessageBytes,
}: DeclaredTopic): Record<string, string> {
  return {
    'min.insync.replicas': String(minInSyncReplicas),
    'retention.ms': String(retentionMs),
    ...(maxMessageBytes !== undefined && { 'max.message.bytes': String(maxMessageBytes) }),
  };
}

/**
 * How to make the live topics follow the declared ones without harm: partitions are only added, settings that nobody declared
 * stay, copies are not moved. Live topics that are not declared are not looked at. Nothing to do when all is as declared.
 */
export function planTopics(declared: readonly DeclaredTopic[], live: readonly LiveTopic[]): TopicPlan {
  const byName = new Map(live.map((topic) => [topic.name, topic]));
  const pairs = declared.flatMap((wanted) => {
    const found = byName.get(wanted.name);
    return found === undefined ? [] : [{ wanted, found }];
  });
  return {
    create: declared.filter(({ name }) => !byName.has(name)),
    grow: pairs
      .filter(({ wanted, found }) => found.partitions < wanted.partitions)
      .map(({ wanted, found }) => ({ name: wanted.name, from: found.partitions, to: wanted.partitions })),
    configure: pairs.flatMap(({ wanted, found }) => {
      const changes = Object.entries(topicConfig(wanted))
        .filter(([name, value]) => found.config[name] !== value)
        .map(([name, value]) => `${name} ${found.config[name] ?? 'unset'} → ${value}`);
      const config = { ...found.config, ...topicConfig(wanted) };
      return changes.length === 0 ? [] : [{ name: wanted.name, config, changes }];
    }),
    warnings: pairs.flatMap(({ wanted, found }) => warningsOf(wanted, found)),
  };
}

function warningsOf(wanted: DeclaredTopic, found: LiveTopic): string[] {
  const warnings: string[] = [];
  if (found.partitions > wanted.partitions) {
    warnings.push(
      `${wanted.name} has ${found.partitions} partitions and ${wanted.partitions} are declared: Kafka cannot take any away`,
    );
  }
  if (found.replicationFactor !== wanted.replicationFactor) {
    warnings.push(
      `${wanted.name} has ${found.replicationFactor} copies and ${wanted.replicationFactor} are declared: move them with kafka-reassign-partitions`,
    );
  }
  return warnings;
}

import { ConfigResourceTypes, ConfigSource, type Admin } from 'kafkajs';
import type { LiveTopic } from './plan-topics';

/** Those of the named topics that the brokers have, as they have them. Throws KafkaJS's errors. */
export async function readLiveTopics(admin: Admin, names: readonly string[]): Promise<LiveTopic[]> {
  const existing = new Set(await admin.listTopics());
  const topics = names.filter((name) => existing.has(name));
  if (topics.length === 0) return [];
  const [metadata, configs] = await Promise.all([admin.fetchTopicMetadata({ topics }), readConfigs(admin, topics)]);
  return metadata.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.length,
    replicationFactor: Math.min(...partitions.map(({ replicas }) => replicas.length)),
    config: configs.get(name) ?? {},
  }));
}

async function readConfigs(admin: Admin, topics: readonly string[]): Promise<Map<string, Record<string, string>>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  return new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Object.fromEntries(
        configEntries
          .filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG)
          .map(({ configName, configValue }) => [configName, configValue]),
      ),
    ]),
  );
}

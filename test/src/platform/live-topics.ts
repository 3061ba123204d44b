import { ConfigResourceTypes, type Admin, type PartitionMetadata } from 'kafkajs';

/** A topic as the brokers have it. */
export interface LiveTopic {
  readonly partitions: readonly PartitionMetadata[];
  /** Every setting, those that the topic has from its brokers included. */
  readonly config: Readonly<Record<string, string>>;
}

/** @throws KafkaJS's error when one of the topics does not exist */
export async function readTopics(admin: Admin, names: readonly string[]): Promise<Record<string, LiveTopic>> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  const configOf = (name: string) =>
    resources
      .filter(({ resourceName }) => resourceName === name)
      .flatMap(({ configEntries }) => configEntries.map(({ configName, configValue }) => [configName, configValue]));
  return Object.fromEntries(
    topics.map(({ name, partitions }) => [
      name,
      {
        partitions: partitions.toSorted((a, b) => a.partitionId - b.partitionId),
        config: Object.fromEntries(configOf(name)) as Record<string, string>,
      },
    ]),
  );
}

/** Sets a topic's own settings; those that are not given fall back to the brokers'. */
export async function setTopicConfig(
  admin: Admin,
  name: string,
  config: Readonly<Record<string, string>>,
): Promise<void> {
  const configEntries = Object.entries(config).map(([entry, value]) => ({ name: entry, value }));
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name, configEntries }],
  });
}

import { logger } from '@firewatch/telemetry';
import type { Admin, ITopicConfig } from 'kafkajs';
import { DEAD_LETTER_TOPIC, EVENT_TOPIC_NAMES, EVENT_TOPICS } from '../events/topics';

const log = logger.child({ 'log.logger': 'kafka.prepare' });

/**
 * Creates the declared topics that do not exist. Topics that exist stay as they are. Throws KafkaJS's errors, among them
 * the one that says fewer brokers are up than a topic has copies.
 */
export async function prepareTopics(admin: Admin): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = declaredTopics().filter(({ topic }) => !existing.has(topic));
  if (missing.length > 0) await admin.createTopics({ topics: missing, waitForLeaders: true, timeout: 10_000 });
  for (const { topic } of missing) log.info({ labels: { topic } }, `topic created: ${topic}`);
}

function declaredTopics(): ITopicConfig[] {
  return [...EVENT_TOPIC_NAMES.map((name) => ({ name, ...EVENT_TOPICS[name] })), DEAD_LETTER_TOPIC].map(
    ({ name, partitions, replicationFactor, minInSyncReplicas, retentionMs }) => ({
      topic: name,
      numPartitions: partitions,
      replicationFactor,
      configEntries: [
        { name: 'min.insync.replicas', value: String(minInSyncReplicas) },
        { name: 'retention.ms', value: String(retentionMs) },
      ],
    }),
  );
}

import { logger } from '@firewatch/telemetry';
import { ConfigResourceTypes, type Admin } from 'kafkajs';
import { readLiveTopics } from './live-topics';
import { planTopics, topicConfig, type DeclaredTopic, type TopicPlan } from './plan-topics';

const TIMEOUT_MS = 10_000;

const log = logger.child({ 'log.logger': 'kafka.prepare' });

/**
 * Makes the brokers' topics follow the declared ones: creates what is missing, adds partitions, sets retention and the least
 * number of copies in sync. Changes nothing when all is as declared; what cannot be changed without harm is logged as a
 * warning. Throws KafkaJS's errors, among them the one that says fewer brokers are up than a topic has copies; it may then be
 * called again.
 */
export async function prepareTopics(admin: Admin, declared: readonly DeclaredTopic[]): Promise<void> {
  const live = await readLiveTopics(
    admin,
    declared.map(({ name }) => name),
  );
  const plan = planTopics(declared, live);
  await create(admin, plan.create);
  await grow(admin, plan.grow);
  await configure(admin, plan.configure);
  for (const warning of plan.warnings) log.warn(warning);
}

async function create(admin: Admin, missing: TopicPlan['create']): Promise<void> {
  if (missing.length === 0) return;
  const topics = missing.map((topic) => ({
    topic: topic.name,
    numPartitions: topic.partitions,
    replicationFactor: topic.replicationFactor,
    configEntries: entriesOf(topicConfig(topic)),
  }));
  await admin.createTopics({ topics, waitForLeaders: true, timeout: TIMEOUT_MS });
  for (const { topic } of topics) log.info({ labels: { topic } }, `topic created: ${topic}`);
}

async function grow(admin: Admin, growing: TopicPlan['grow']): Promise<void> {
  if (growing.length === 0) return;
  await admin.createPartitions({
    topicPartitions: growing.map(({ name, to }) => ({ topic: name, count: to })),
    timeout: TIMEOUT_MS,
  });
  for (const { name, from, to } of growing)
    log.info({ labels: { topic: name } }, `${name} has ${to} partitions instead of ${from}; keys may have moved`);
}

async function configure(admin: Admin, changing: TopicPlan['configure']): Promise<void> {
  if (changing.length === 0) return;
  await admin.alterConfigs({
    validateOnly: false,
    resources: changing.map(({ name, config }) => ({
      type: ConfigResourceTypes.TOPIC,
      name,
      configEntries: entriesOf(config),
    })),
  });
  for (const { name, changes } of changing)
    log.info({ labels: { topic: name } }, `${name} is set anew: ${changes.join(', ')}`);
}

function entriesOf(config: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(config).map(([name, value]) => ({ name, value }));
}

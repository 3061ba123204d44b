import type { Admin } from 'kafkajs';
import { deleteTasks, newAccount, newTask } from './platform/api-client';
import { eventually } from './platform/eventually';
import { exposedSamples } from './platform/exposition';
import { kafkaClient } from './platform/kafka-reader';

// The names and labels are kafka_exporter's, so that its dashboards and alerts serve here.
const LABELS = {
  kafka_consumergroup_current_offset: ['consumergroup', 'partition', 'topic'],
  kafka_consumergroup_lag: ['consumergroup', 'partition', 'topic'],
  kafka_consumergroup_lag_sum: ['consumergroup', 'topic'],
  kafka_consumergroup_members: ['consumergroup'],
  kafka_topic_partition_current_offset: ['partition', 'topic'],
  kafka_topic_partition_oldest_offset: ['partition', 'topic'],
} as const;

const GROUPS: Record<string, readonly string[]> = {
  'activity-projector': ['task.assigned', 'task.completed', 'task.created', 'task.deleted', 'task.updated'],
  'audit-log': [
    'notification.sent',
    'reminder.due',
    'task.assigned',
    'task.completed',
    'task.created',
    'task.deleted',
    'task.updated',
    'user.registered',
  ],
  notifier: ['reminder.due', 'task.assigned'],
  'notification-delivery': ['notification.requested'],
};

/** No group reads it; how much lies there is told all the same. */
const UNREAD = 'notification.requested.dead-letter';

/** Label values in the order of `LABELS` → value. */
async function samples(metric: keyof typeof LABELS): Promise<Map<string, number>> {
  const found = await exposedSamples('consumer', metric);
  for (const { labels } of found) expect(Object.keys(labels).sort()).toEqual(LABELS[metric]);
  return new Map(found.map(({ labels, value }) => [LABELS[metric].map((name) => labels[name]).join(' '), value]));
}

const partitionsOf = (topics: readonly string[]) =>
  topics.flatMap((topic) => [0, 1, 2, 3, 4, 5].map((n) => `${n} ${topic}`));

let admin: Admin;
beforeAll(async () => {
  admin = kafkaClient().admin();
  await admin.connect();
});
afterAll(() => admin.disconnect());

it('has a series of each partition of each group and topic, and no other', async () => {
  const ofGroups = Object.entries(GROUPS).flatMap(([group, topics]) =>
    partitionsOf(topics).map((place) => `${group} ${place}`),
  );
  const ofTopics = partitionsOf([...new Set([...Object.values(GROUPS).flat(), UNREAD])]);
  await eventually(async () => {
    expect([...(await samples('kafka_consumergroup_lag')).keys()].sort()).toEqual(ofGroups.sort());
    expect([...(await samples('kafka_consumergroup_current_offset')).keys()].sort()).toEqual(ofGroups.sort());
    expect([...(await samples('kafka_topic_partition_current_offset')).keys()].sort()).toEqual(ofTopics.sort());
    expect([...(await samples('kafka_topic_partition_oldest_offset')).keys()].sort()).toEqual(ofTopics.sort());
  });
});

it("counts each group's members", async () => {
  await eventually(async () => {
    const members = await samples('kafka_consumergroup_members');
    expect(Object.fromEntries(members)).toEqual(Object.fromEntries(Object.keys(GROUPS).map((group) => [group, 1])));
  });
});

it('says what the brokers say, once all is read', async () => {
  const account = await newAccount();
  await newTask(account);
  await deleteTasks(account);
  await eventually(async () => {
    const [ends, committed, lag, sums] = await Promise.all([
      samples('kafka_topic_partition_current_offset'),
      samples('kafka_consumergroup_current_offset'),
      samples('kafka_consumergroup_lag'),
      samples('kafka_consumergroup_lag_sum'),
    ]);
    for (const { partition, high } of await admin.fetchTopicOffsets('task.created')) {
      expect(ends.get(`${partition} task.created`)).toBe(Number(high));
      for (const group of ['activity-projector', 'audit-log']) {
        expect(committed.get(`${group} ${partition} task.created`)).toBe(Number(high));
        expect(lag.get(`${group} ${partition} task.created`)).toBe(0);
        expect(sums.get(`${group} task.created`)).toBe(0);
      }
    }
  });
});

import { planTopics, topicConfig, type DeclaredTopic, type LiveTopic } from './plan-topics';

const DECLARED: DeclaredTopic = {
  name: 'task.created',
  partitions: 6,
  replicationFactor: 3,
  minInSyncReplicas: 2,
  retentionMs: 86_400_000,
};
const LIVE: LiveTopic = { name: 'task.created', partitions: 6, replicationFactor: 3, config: topicConfig(DECLARED) };
const NOTHING = { create: [], grow: [], configure: [], warnings: [] };

test('what is as declared is left alone, and so are topics of others', () => {
  expect(planTopics([DECLARED], [LIVE, { ...LIVE, name: '__consumer_offsets', partitions: 50 }])).toEqual(NOTHING);
});

test('what is missing is created, what is there is not', () => {
  const other = { ...DECLARED, name: 'task.updated' };
  expect(planTopics([DECLARED, other], [LIVE])).toEqual({ ...NOTHING, create: [other] });
});

test('partitions are added', () => {
  expect(planTopics([DECLARED], [{ ...LIVE, partitions: 4 }])).toEqual({
    ...NOTHING,
    grow: [{ name: 'task.created', from: 4, to: 6 }],
  });
});

test('more partitions than declared are only told of', () => {
  expect(planTopics([DECLARED], [{ ...LIVE, partitions: 9 }])).toEqual({
    ...NOTHING,
    warnings: ['task.created has 9 partitions and 6 are declared: Kafka cannot take any away'],
  });
});

test.each([1, 2, 5])('%d copies instead of 3 are only told of', (replicationFactor) => {
  expect(planTopics([DECLARED], [{ ...LIVE, replicationFactor }])).toEqual({
    ...NOTHING,
    warnings: [expect.stringContaining(`task.created has ${replicationFactor} copies and 3 are declared`)],
  });
});

test('settings that differ or are missing are set, together with those that nobody declared', () => {
  const config = { 'retention.ms': '1000', 'max.message.bytes': '2000000' };
  expect(planTopics([DECLARED], [{ ...LIVE, config }])).toEqual({
    ...NOTHING,
    configure: [
      {
        name: 'task.created',
        config: { 'min.insync.replicas': '2', 'retention.ms': '86400000', 'max.message.bytes': '2000000' },
        changes: ['min.insync.replicas unset → 2', 'retention.ms 1000 → 86400000'],
      },
    ],
  });
});

test('a topic that takes larger records than the brokers do says so', () => {
  const larger = { ...DECLARED, maxMessageBytes: 2_000_000 };
  const [change] = planTopics([larger], [LIVE]).configure;
  expect(change?.changes).toEqual(['max.message.bytes unset → 2000000']);
});

test('all of it at once', () => {
  const plan = planTopics([DECLARED], [{ ...LIVE, partitions: 1, replicationFactor: 1, config: {} }]);
  expect([plan.create.length, plan.grow.length, plan.configure.length, plan.warnings.length]).toEqual([0, 1, 1, 1]);
});

import { renderMetrics } from '@firewatch/telemetry';
import type { Admin, Kafka } from 'kafkajs';
import { startLagReporter, type LagReporter } from './lag-reporter';

// How it goes on after brokers failed in the middle of their answers; what real ones answer is compared in test/.

/** Brokers that hold one topic of two partitions and one group; `isAway` makes every question fail. */
function brokers() {
  const state = { isAway: false, connections: 0, open: 0, next: '10', topics: ['task.created', 'dead-letter'] };
  const answer = <T>(value: T): Promise<T> =>
    state.isAway ? Promise.reject(new Error('away')) : Promise.resolve(value);
  const kafka: Pick<Kafka, 'admin'> = {
    admin: () =>
      ({
        connect() {
          state.connections += 1;
          state.open += 1;
          return Promise.resolve();
        },
        disconnect() {
          state.open -= 1;
          return Promise.resolve();
        },
        listTopics: () => answer(state.topics),
        fetchTopicOffsets: () =>
          answer([
            { partition: 0, offset: state.next, high: state.next, low: '2' },
            { partition: 1, offset: '5', high: '5', low: '0' },
          ]),
        fetchOffsets: () =>
          answer([
            {
              topic: 'task.created',
              partitions: [
                { partition: 0, offset: '7' },
                { partition: 1, offset: '-1' },
              ],
            },
          ]),
        describeGroups: () => answer({ groups: [{ groupId: 'audit-log', members: [{}, {}] }] }),
      }) as unknown as Admin,
  };
  return { kafka, state };
}

async function exposed(): Promise<string[]> {
  const { body } = await renderMetrics();
  return body.split('\n').filter((line) => /^kafka_(consumergroup|topic_partition)_\w+\{/.test(line));
}

/** Looks at every turn of the event loop; Jest's time limit is the limit. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

let reporter: LagReporter;
afterEach(() => reporter.stop());

test("tells positions, lag and members under kafka_exporter's names", async () => {
  const { kafka, state } = brokers();
  reporter = startLagReporter(kafka, [{ group: 'audit-log', topics: ['task.created'] }], 1);
  await until(() => reporter.lastSuccess() > 0);
  expect(await exposed()).toEqual(
    expect.arrayContaining([
      'kafka_consumergroup_current_offset{consumergroup="audit-log",topic="task.created",partition="0"} 7',
      'kafka_consumergroup_current_offset{consumergroup="audit-log",topic="task.created",partition="1"} -1',
      'kafka_consumergroup_lag{consumergroup="audit-log",topic="task.created",partition="0"} 3',
      'kafka_consumergroup_lag{consumergroup="audit-log",topic="task.created",partition="1"} 5',
      'kafka_consumergroup_lag_sum{consumergroup="audit-log",topic="task.created"} 8',
      'kafka_consumergroup_members{consumergroup="audit-log"} 2',
      'kafka_topic_partition_current_offset{topic="task.created",partition="0"} 10',
      'kafka_topic_partition_oldest_offset{topic="task.created",partition="0"} 2',
    ]),
  );
  await reporter.stop();
  expect(state).toMatchObject({ connections: 1, open: 0 });
});

test('of a topic that no group reads it tells where it begins and ends', async () => {
  const { kafka } = brokers();
  reporter = startLagReporter(kafka, [{ group: 'audit-log', topics: ['task.created'] }], 1, ['dead-letter']);
  await until(() => reporter.lastSuccess() > 0);
  const lines = (await exposed()).filter((line) => line.includes('topic="dead-letter"'));
  expect(lines.sort()).toEqual([
    'kafka_topic_partition_current_offset{topic="dead-letter",partition="0"} 10',
    'kafka_topic_partition_current_offset{topic="dead-letter",partition="1"} 5',
    'kafka_topic_partition_oldest_offset{topic="dead-letter",partition="0"} 2',
    'kafka_topic_partition_oldest_offset{topic="dead-letter",partition="1"} 0',
  ]);
});

test('after the brokers failed it asks over a new connection; until then what was last known stays', async () => {
  const { kafka, state } = brokers();
  reporter = startLagReporter(kafka, [{ group: 'audit-log', topics: ['task.created'] }], 1);
  await until(() => reporter.lastSuccess() > 0);
  const known = await exposed();
  state.isAway = true;
  state.next = '12';
  await until(() => state.connections > 2);
  expect(await exposed()).toEqual(known);
  const before = reporter.lastSuccess();
  state.isAway = false;
  await until(() => reporter.lastSuccess() > before);
  expect(await exposed()).toContain('kafka_consumergroup_lag_sum{consumergroup="audit-log",topic="task.created"} 10');
  await reporter.stop();
  expect(state.open).toBe(0);
});

test('a topic that is gone is told of, its series go, and those of the others stay', async () => {
  const { kafka, state } = brokers();
  reporter = startLagReporter(kafka, [{ group: 'audit-log', topics: ['task.created'] }], 1, ['dead-letter']);
  await until(() => reporter.lastSuccess() > 0);
  expect([...reporter.missingTopics()]).toEqual([]);
  state.topics = ['dead-letter'];
  await until(() => reporter.missingTopics().size > 0);
  expect([...reporter.missingTopics()]).toEqual(['task.created']);
  await until(() => reporter.lastSuccess() > Date.now() - 1);
  const topics = new Set((await exposed()).map((line) => /topic="([^"]+)"/.exec(line)?.[1]));
  expect(topics).toEqual(new Set(['dead-letter', undefined]));
});

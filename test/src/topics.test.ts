import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Admin } from 'kafkajs';
import { eventually } from './platform/eventually';
import { kafkaClient } from './platform/kafka-reader';
import { prepareKafka } from './platform/kafka-prepare';
import { readTopics, setTopicConfig, type LiveTopic } from './platform/live-topics';
import { askRegistry } from './platform/registry';
import { paths } from './platform/settings';

const DAY_MS = 86_400_000;

const EVENT_TOPICS = [
  'user.registered',
  'task.created',
  'task.updated',
  'task.completed',
  'task.assigned',
  'task.deleted',
  'reminder.due',
  'notification.sent',
];

/** What docs/topics.md tells of each topic. */
const DOCUMENTED = readFileSync(path.join(paths.root, 'docs/topics.md'), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
  .filter((cells) => /^\d+ d$/.test(cells[6] ?? ''))
  .map(([, name = '', , partitions, copies, inSync, kept = '']) => ({
    name,
    partitions: Number(partitions),
    copies: Number(copies),
    inSync: Number(inSync),
    retentionMs: Number(kept.split(' ')[0]) * DAY_MS,
  }));
const NAMES = DOCUMENTED.map(({ name }) => name);

let admin: Admin;
beforeAll(async () => {
  admin = kafkaClient().admin();
  await admin.connect();
});
afterAll(() => admin.disconnect());

/** What stays the same when nothing is changed: places and settings, not who leads at the moment. */
const lasting = ({ partitions, config }: LiveTopic) => ({
  replicas: partitions.map(({ replicas }) => replicas.toSorted()),
  config,
});

describe('the topics on the brokers', () => {
  it('are those of the page: the eight of events, dead letters, and those of the sidecars', async () => {
    expect(NAMES).toEqual(expect.arrayContaining([...EVENT_TOPICS, 'dead-letter', 'notification.requested']));
    const ours = (await admin.listTopics()).filter((name) => !name.startsWith('__'));
    expect(ours).toEqual(expect.arrayContaining(NAMES));
  });

  it.each(DOCUMENTED)(
    '$name has its partitions, each on as many brokers as it has copies, all in sync',
    async (topic) => {
      expect(topic).toMatchObject({ copies: 3, inSync: 2 });
      await eventually(async () => {
        const live = (await readTopics(admin, [topic.name]))[topic.name];
        expect(live?.partitions).toHaveLength(topic.partitions);
        for (const { leader, replicas, isr, partitionErrorCode } of live?.partitions ?? []) {
          expect(partitionErrorCode).toBe(0);
          expect(new Set(replicas).size).toBe(topic.copies);
          expect(isr.toSorted()).toEqual(replicas.toSorted());
          expect(replicas).toContain(leader);
        }
      });
    },
  );

  it.each(DOCUMENTED)('$name keeps records for its time, and takes none that a single broker has', async (topic) => {
    const { config } = (await readTopics(admin, [topic.name]))[topic.name] ?? {};
    expect(config).toMatchObject({
      'min.insync.replicas': String(topic.inSync),
      'retention.ms': String(topic.retentionMs),
      'cleanup.policy': 'delete',
      'unclean.leader.election.enable': 'false',
    });
  });
});

describe('kafka-prepare', () => {
  const schemaVersions = () =>
    Promise.all(EVENT_TOPICS.map((topic) => askRegistry('GET', `/subjects/${topic}-value/versions`)));

  it('changes nothing where all is in place, however often it runs', async () => {
    const topics = await readTopics(admin, NAMES);
    const versions = await schemaVersions();
    for (const { stdout } of [await prepareKafka(), await prepareKafka()]) {
      expect(stdout).toContain('topics and schemas are in place');
      expect(stdout).not.toMatch(/topic created|is set anew|partitions instead of|"log.level":"(warn|error|fatal)"/);
    }
    const after = await readTopics(admin, NAMES);
    for (const [name, topic] of Object.entries(after))
      expect(lasting(topic)).toEqual(topics[name] && lasting(topics[name]));
    expect(await schemaVersions()).toEqual(versions);
  });

  it('sets again what somebody changed, and leaves what nobody declared', async () => {
    const name = 'dead-letter';
    const declared = {
      'min.insync.replicas': '2',
      'retention.ms': String(30 * DAY_MS),
      'max.message.bytes': String(1_048_588 + 65_536),
    };
    try {
      await setTopicConfig(admin, name, { 'retention.ms': '3600000', 'segment.ms': '7200000' });
      const { stdout } = await prepareKafka();
      expect(stdout).toMatch(
        /dead-letter is set anew: min\.insync\.replicas unset → 2, retention\.ms 3600000 → 2592000000/,
      );
      await eventually(async () => {
        const { config } = (await readTopics(admin, [name]))[name] ?? {};
        expect(config).toMatchObject({ ...declared, 'segment.ms': '7200000' });
      });
    } finally {
      await setTopicConfig(admin, name, declared);
    }
  });
});

describe('the registry', () => {
  it('is mended where kafka-prepare ended after a schema and before its compatibility', async () => {
    const subject = 'task.deleted-value';
    await askRegistry('DELETE', `/config/${subject}`);
    expect(await askRegistry('GET', `/config/${subject}`)).toMatchObject({ compatibilityLevel: 'NONE' });
    const { stdout } = await prepareKafka();
    expect(stdout).toContain(`compatibility of ${subject} is set anew: NONE → BACKWARD`);
    expect(await askRegistry('GET', `/config/${subject}`)).toMatchObject({ compatibilityLevel: 'BACKWARD' });
  });

  /** The schema as it is registered, with its fields changed. */
  async function changed(topic: string, change: (fields: { name: string }[]) => object[]): Promise<{ schema: string }> {
    const { schema } = (await askRegistry('GET', `/subjects/${topic}-value/versions/latest`)) as { schema: string };
    const parsed = JSON.parse(schema) as { fields: { name: string }[] };
    return { schema: JSON.stringify({ ...parsed, fields: change(parsed.fields) }) };
  }

  const isTaken = async (topic: string, body: object) => {
    const answer = await askRegistry('POST', `/compatibility/subjects/${topic}-value/versions/latest`, body);
    return (answer as { is_compatible: boolean }).is_compatible;
  };

  it.each(EVENT_TOPICS)('has the schema of %s, and takes only what can read the one before', async (topic) => {
    expect(await askRegistry('GET', `/config/${topic}-value`)).toMatchObject({ compatibilityLevel: 'BACKWARD' });
    expect(await isTaken(topic, await changed(topic, (fields) => fields))).toBe(true);
    const colour = { name: 'colour', type: 'string' };
    expect(await isTaken(topic, await changed(topic, (fields) => [...fields, { ...colour, default: '' }]))).toBe(true);
    expect(await isTaken(topic, await changed(topic, (fields) => [...fields, colour]))).toBe(false);
    const asNumber = (field: { name: string }) => (field.name === 'occurredAt' ? { ...field, type: 'string' } : field);
    expect(await isTaken(topic, await changed(topic, (fields) => fields.map(asNumber)))).toBe(false);
  });
});

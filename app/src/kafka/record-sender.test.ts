import { KafkaJSNumberOfRetriesExceeded, KafkaJSProtocolError, Partitioners } from 'kafkajs';
import type { Kafka, PartitionMetadata, Producer, ProducerBatch, ProducerConfig, RecordMetadata } from 'kafkajs';
import { headersOf } from '../events/record-headers';
import { recordSender } from './record-sender';

// What brokers cannot be made to answer when a test wants it; with real brokers sending is tested in test/.

const PARTITIONS = [0, 1, 2].map((partitionId) => ({ partitionId, leader: partitionId }) as PartitionMetadata);

type Answer = (stored: RecordMetadata[], batch: ProducerBatch) => RecordMetadata[] | Promise<RecordMetadata[]>;
const ALL_STORED: Answer = (stored) => stored;

/** Brokers that give one answer after the other, and then take everything; the producers that were made, in their order. */
function brokers(...answers: Answer[]) {
  const producers: { config: ProducerConfig; state: 'connected' | 'disconnected' | 'new'; batches: ProducerBatch[] }[] =
    [];
  const kafka: Pick<Kafka, 'producer'> = {
    producer(config = {}) {
      const made: (typeof producers)[number] = { config, state: 'new', batches: [] };
      producers.push(made);
      const partitionOf = config.createPartitioner?.() ?? Partitioners.DefaultPartitioner();
      return {
        connect: () => Promise.resolve((made.state = 'connected')),
        disconnect: () => Promise.resolve((made.state = 'disconnected')),
        async sendBatch(batch: ProducerBatch) {
          made.batches.push(batch);
          const stored = (batch.topicMessages ?? []).flatMap(({ topic, messages }) =>
            messages.map((message) => {
              const partition = partitionOf({ topic, partitionMetadata: PARTITIONS, message });
              return { topicName: topic, partition, errorCode: 0 };
            }),
          );
          return await (answers.shift() ?? ALL_STORED)(stored, batch);
        },
      } as unknown as Producer;
    },
  };
  return { sender: recordSender(kafka), producers };
}

const record = (key: string, topic = 'task.created') => ({
  topic,
  key,
  value: Buffer.from(key),
  headers: headersOf({ ce_id: key }),
});
const failing =
  (error: Error): Answer =>
  () =>
    Promise.reject(error);
const protocolError = (type: string) => new KafkaJSProtocolError({ type, message: type, code: 1 } as never);

test('records go out by topic in their order, by one idempotent producer, acknowledged by all in-sync replicas', async () => {
  const { sender, producers } = brokers();
  await sender.send([record('a'), record('b', 'task.updated'), record('c')]);
  await sender.send([record('d')]);
  expect(producers).toHaveLength(1);
  expect(producers[0]?.config).toMatchObject({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  const [first, second] = producers[0]?.batches ?? [];
  expect(first?.acks).toBe(-1);
  expect(first?.topicMessages).toEqual([
    {
      topic: 'task.created',
      messages: ['a', 'c'].map((key) => ({ key, value: Buffer.from(key), headers: { ce_id: [Buffer.from(key)] } })),
    },
    {
      topic: 'task.updated',
      messages: [{ key: 'b', value: Buffer.from('b'), headers: { ce_id: [Buffer.from('b')] } }],
    },
  ]);
  expect(second?.topicMessages).toHaveLength(1);
});

test.each([
  ['a sequence number out of order', protocolError('OUT_OF_ORDER_SEQUENCE_NUMBER')],
  ['a leader that moved', protocolError('NOT_LEADER_FOR_PARTITION')],
  ['too few replicas', protocolError('NOT_ENOUGH_REPLICAS')],
  ['a lost connection', new Error('ECONNRESET')],
])('after %s the next batch has a new producer', async (_what, error) => {
  const { sender, producers } = brokers(failing(error));
  await expect(sender.send([record('a')])).rejects.toMatchObject({
    code: 'dependency_unavailable',
    dependency: 'kafka',
    retriable: true,
    cause: error,
  });
  await sender.send([record('a')]);
  expect(producers.map(({ state }) => state)).toEqual(['disconnected', 'connected']);
});

test.each(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP', 'CORRUPT_MESSAGE'])(
  'a record refused for %s is not sent again for the same',
  async (type) => {
    const { sender } = brokers(failing(protocolError(type)));
    await expect(sender.send([record('a')])).rejects.toMatchObject({ name: 'RecordRefusedError', retriable: false });
  },
);

test('the refusal is found under what KafkaJS makes of it', async () => {
  const wrapped = new KafkaJSNumberOfRetriesExceeded(protocolError('MESSAGE_TOO_LARGE'), {
    retryCount: 1,
    retryTime: 1,
  });
  const { sender } = brokers(failing(wrapped));
  await expect(sender.send([record('a')])).rejects.toMatchObject({ name: 'RecordRefusedError' });
});

test('a batch of which a partition was left out is not taken for stored', async () => {
  const { sender, producers } = brokers((stored) =>
    stored.filter(({ partition }) => partition !== stored[0]?.partition),
  );
  await expect(sender.send([record('a'), record('b'), record('c')])).rejects.toMatchObject({
    dependency: 'kafka',
    cause: { message: expect.stringMatching(/^no broker took the records of task\.created-\d$/) as string },
  });
  expect(producers[0]?.state).toBe('disconnected');
});

test('batches take turns: the second goes out after the first was answered, whatever the answer', async () => {
  const { promise: answered, reject } = Promise.withResolvers<RecordMetadata[]>();
  const { sender, producers } = brokers(() => answered);
  const first = sender.send([record('a')]);
  const second = sender.send([record('b')]);
  await Promise.resolve();
  expect(producers).toHaveLength(1);
  reject(new Error('gone'));
  await expect(first).rejects.toMatchObject({ dependency: 'kafka' });
  await second;
  expect(producers.map(({ batches }) => batches.length)).toEqual([1, 1]);
});

test('closing disconnects, also when nothing was sent', async () => {
  const { sender, producers } = brokers();
  await sender.close();
  expect(producers).toEqual([]);
  await sender.send([record('a')]);
  await sender.close();
  expect(producers.map(({ state }) => state)).toEqual(['disconnected']);
});

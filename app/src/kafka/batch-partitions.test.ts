import type { PartitionMetadata, RecordMetadata } from 'kafkajs';
import { batchPartitions } from './batch-partitions';

const PARTITIONS = [0, 1, 2].map((partitionId) => ({ partitionId, leader: partitionId }) as PartitionMetadata);

function send(keys: string[]) {
  const partitions = batchPartitions();
  const partitionOf = partitions.createPartitioner();
  const give = (key: string) =>
    partitionOf({
      topic: 'task.created',
      partitionMetadata: PARTITIONS,
      message: { key: Buffer.from(key), value: null },
    });
  partitions.begin();
  const given = [...new Set(keys.map(give))];
  return { partitions, given };
}

function stored(...partitions: number[]): RecordMetadata[] {
  return partitions.map((partition) => ({ topicName: 'task.created', partition, errorCode: 0 }));
}

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];

test('a batch that reached every partition it was given to is stored', () => {
  const { partitions, given } = send(KEYS);
  expect(given.length).toBeGreaterThan(1);
  expect(partitions.notStored(stored(...given))).toEqual([]);
});

test('a partition that the result does not name was left out', () => {
  const { partitions, given } = send(KEYS);
  const [lost, ...others] = given;
  expect(partitions.notStored(stored(...others))).toEqual([`task.created-${lost}`]);
  expect(partitions.notStored([])).toHaveLength(given.length);
});

test('the same number of another topic does not count', () => {
  const { partitions, given } = send(['a']);
  const [partition] = given;
  expect(partitions.notStored([{ topicName: 'task.updated', partition: partition ?? -1, errorCode: 0 }])).toEqual([
    `task.created-${partition}`,
  ]);
});

test('a batch is not asked for what the one before was given to', () => {
  const { partitions } = send(KEYS);
  partitions.begin();
  expect(partitions.notStored([])).toEqual([]);
});

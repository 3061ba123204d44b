import { Partitioners, type ICustomPartitioner, type RecordMetadata } from 'kafkajs';

/** Notes which partitions the records of a batch were given to, so that what was stored can be held against it. */
export interface BatchPartitions {
  /** KafkaJS's default partitioner, noting each answer. */
  readonly createPartitioner: ICustomPartitioner;
  /** Forgets the batch before. One batch at a time. */
  begin(): void;
  /** The noted partitions, as `topic-partition`, that the result of the batch does not name: their records are not stored. */
  notStored(result: readonly RecordMetadata[]): string[];
}

/**
 * KafkaJS 2.2.4 can resolve `sendBatch` without having sent all of it. It sends a batch broker by broker and repeats only
 * those that failed; when a partition's leadership has moved meanwhile to a broker that had already answered, nobody gets that
 * partition's records. The result then lacks the partition.
 */
export function batchPartitions(): BatchPartitions {
  const assigned = new Set<string>();
  return {
    createPartitioner: () => {
      const partitionOf = Partitioners.DefaultPartitioner();
      return (record) => {
        const partition = partitionOf(record);
        assigned.add(nameOf(record.topic, partition));
        return partition;
      };
    },
    begin: () => assigned.clear(),
    notStored(result) {
      const stored = new Set(result.map(({ topicName, partition }) => nameOf(topicName, partition)));
      return [...assigned.difference(stored)];
    },
  };
}

function nameOf(topic: string, partition: number): string {
  return `${topic}-${partition}`;
}

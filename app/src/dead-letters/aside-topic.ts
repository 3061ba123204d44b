import type { Kafka } from 'kafkajs';
import { kafkaFailure } from '../kafka/kafka-failure';
import type { AsideTopic } from './ports';
import { topicReader } from './topic-reader';

/** A topic that is read as the dead-letter topic is, and that what was dealt with is taken off. */
export function asideTopic(kafka: Kafka, topic: string): AsideTopic {
  return {
    ...topicReader(kafka, topic),
    async removeThrough(places) {
      const admin = kafka.admin();
      try {
        await admin.connect();
        // Kafka keeps what begins at the offset that it is told.
        const partitions = places.map(({ partition, offset }) => ({ partition, offset: String(BigInt(offset) + 1n) }));
        // Without this the client does not know the topic's brokers, and does not find out by itself.
        await admin.fetchTopicOffsets(topic);
        await admin.deleteTopicRecords({ topic, partitions });
      } catch (error) {
        throw kafkaFailure(error, [topic]);
      } finally {
        await admin.disconnect().catch(() => undefined);
      }
    },
  };
}

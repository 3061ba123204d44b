import type { Kafka } from 'kafkajs';
import { kafkaFailure } from '../kafka/kafka-failure';
import type { SkipDesk } from './ports';

const RETRY = { initialRetryTime: 200, maxRetryTime: 1_000, retries: 4 };

/** Asks the brokers where a group stands. Throws DependencyUnavailableError when they are unavailable or have no such topic. */
export function groupPlaces(kafka: Kafka): Pick<SkipDesk, 'placeOf'> {
  return {
    async placeOf(group, topic, partition) {
      const admin = kafka.admin({ retry: RETRY });
      try {
        await admin.connect();
        const bounds = (await admin.fetchTopicOffsets(topic)).find((found) => found.partition === partition);
        if (!bounds) return undefined;
        const [ofTopic] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
        const committed = ofTopic?.partitions.find((found) => found.partition === partition)?.offset ?? '-1';
        // Before its first commit a group begins at the oldest record that is kept; so it does when its next one is not kept any more.
        const next = BigInt(committed) < BigInt(bounds.low) ? bounds.low : committed;
        return { next, end: bounds.high };
      } catch (error) {
        throw kafkaFailure(error, [topic]);
      } finally {
        await admin.disconnect().catch(() => undefined);
      }
    },
  };
}

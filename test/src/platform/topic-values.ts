import { randomUUID } from 'node:crypto';
import { kafkaClient, withAdmin } from './kafka-reader';

/** The values of every record that a topic holds at the beginning of the call, as text; those of one partition in their order. */
export async function readValues(topic: string): Promise<string[]> {
  return withAdmin(async (admin) => {
    const bounds = await admin.fetchTopicOffsets(topic);
    let left = bounds.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
    if (left === 0) return [];
    const groupId = `firewatch-test-${randomUUID()}`;
    const consumer = kafkaClient().consumer({ groupId });
    const values: string[] = [];
    const end = Promise.withResolvers<undefined>();
    await consumer.connect();
    try {
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      await consumer.run({
        eachMessage: ({ message }) => {
          values.push(message.value?.toString() ?? '');
          left -= 1;
          if (left === 0) end.resolve(undefined);
          return Promise.resolve();
        },
      });
      await end.promise;
      return values.slice();
    } finally {
      await consumer.disconnect();
      await admin.deleteGroups([groupId]);
    }
  });
}

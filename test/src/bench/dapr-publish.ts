import { randomUUID } from 'node:crypto';
import { kafkaClient } from '../platform/kafka-reader';
import { PUBSUB, ScratchPubsub } from '../platform/scratch-pubsub';
import type { Benchmark, PreparedBenchmark, Side } from './benchmark';
import { HttpConnection } from './http-connection';
import { percentiles } from './percentiles';
import { sendInTurn } from './send-in-turn';

const MESSAGES = 300;
const WARM_UP = 3;
/** The partitions of the topic of notifications, and how many replicas have to have a record of it. */
const PARTITIONS = 6;
const IN_SYNC = { 'min.insync.replicas': '2' } as const;

/**
 * Milliseconds until all in-sync replicas have one message: by a sidecar with the platform's component, and by KafkaJS. Each sends the
 * same CloudEvent with the same key to the same topic, which is the benchmark's own and has no reader.
 */
export const daprPublish: Benchmark = {
  name: 'dapr-publish',
  title: 'A message published by the sidecar, and by kafkajs',
  warmUp: WARM_UP,
  async prepare(): Promise<PreparedBenchmark> {
    const pubsub = await ScratchPubsub.create({
      partitions: PARTITIONS,
      topicConfig: IN_SYNC,
      change: () => ({ subscription: '', policy: '' }),
    });
    const sidecar = await pubsub.sidecar();
    const connection = new HttpConnection(sidecar.settings.port, {
      'dapr-api-token': sidecar.settings.apiToken,
      'content-type': 'application/cloudevents+json',
    });
    const producer = kafkaClient().producer({ allowAutoTopicCreation: false });
    await producer.connect();
    const { topic } = pubsub;
    const key = randomUUID();
    const value = JSON.stringify(assignmentOf(key));
    const path = `/v1.0/publish/${PUBSUB}/${topic}?metadata.partitionKey=${key}`;
    return {
      sides: [
        side('sidecar', () => connection.send('POST', path, value)),
        side('kafkajs', () => producer.send({ topic, acks: -1, messages: [{ key, value }] })),
      ],
      userIds: [],
      async close() {
        connection.close();
        await producer.disconnect();
        await sidecar.stop();
        await pubsub.remove();
      },
    };
  },
};

function assignmentOf(userId: string) {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: 'urn:firewatch:consumer',
    type: 'firewatch.notification.assignment',
    datacontenttype: 'application/json',
    time: new Date().toISOString(),
    data: { userId, taskId: randomUUID(), title: 'x'.repeat(60) },
  };
}

function side(name: string, send: () => Promise<unknown>): Side {
  return { name, measure: async () => percentiles(await sendInTurn(MESSAGES, send)) };
}

import { randomUUID } from 'node:crypto';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import type { Message, Producer } from 'kafkajs';
import { kafkaClient, registryUrl } from '../platform/kafka-reader';

/** What the benchmarks send: only the audit log reads it. */
export const BENCH_TOPIC = 'user.registered';

/** Of this size is the name in each event, so that an event has about the bytes of a task's. */
export const NAME_LENGTH = 100;

/** KafkaJS by itself, with the guarantees that the relay gives: idempotent, one request in flight. Connected. */
export async function bareProducer(): Promise<Producer> {
  const producer = kafkaClient().producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
  await producer.connect();
  return producer;
}

/** Records of the same bytes as the relay sends for these events, made beforehand. */
export async function bareRecords(userId: string, count: number): Promise<Message[]> {
  const registry = new SchemaRegistry({ host: registryUrl() });
  const schemaId = await registry.getLatestSchemaId(`${BENCH_TOPIC}-value`);
  const payload = { userId, occurredAt: Date.now(), displayName: 'x'.repeat(NAME_LENGTH) };
  const value = await registry.encode(schemaId, payload);
  return Array.from({ length: count }, () => ({
    key: randomUUID(),
    value,
    headers: {
      ce_specversion: '1.0',
      ce_id: randomUUID(),
      ce_type: `firewatch.${BENCH_TOPIC}`,
      ce_source: 'urn:firewatch:task-service',
      ce_time: new Date().toISOString(),
      'content-type': 'application/avro',
      traceparent: `00-${randomUUID().replaceAll('-', '')}-${randomUUID().replaceAll('-', '').slice(16)}-01`,
    },
  }));
}

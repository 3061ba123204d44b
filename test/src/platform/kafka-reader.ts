import { randomUUID } from 'node:crypto';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { Kafka, logLevel, type Admin, type Consumer } from 'kafkajs';
import { settings } from './settings';

/** A record as it stands in Kafka, its value decoded by the schema that the registry gives for it. */
export interface KafkaRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

export function kafkaClient(): Kafka {
  const { kafka1, kafka2, kafka3 } = settings.ports;
  return new Kafka({
    clientId: 'firewatch-test',
    brokers: [kafka1, kafka2, kafka3].map((port) => `127.0.0.1:${port}`),
    logLevel: logLevel.NOTHING,
    retry: { retries: 10 },
  });
}

export const registryUrl = (): string => `http://127.0.0.1:${settings.ports.registry}/apis/ccompat/v7`;

/** Reads topics from the moment at which it was opened, as a consumer group of its own that is deleted in the end. */
export class KafkaReader {
  readonly records: KafkaRecord[] = [];
  private readonly registry = new SchemaRegistry({ host: registryUrl() });

  private constructor(
    private readonly groupId: string,
    private readonly admin: Admin,
    private readonly consumer: Consumer,
  ) {}

  /** Resolves when records sent from now on will be read. */
  static async open(topics: readonly string[]): Promise<KafkaReader> {
    const kafka = kafkaClient();
    const groupId = `firewatch-test-${randomUUID()}`;
    const admin = kafka.admin();
    await admin.connect();
    const offsets = await Promise.all(
      topics.map(async (topic) => ({ topic, partitions: await admin.fetchTopicOffsets(topic) })),
    );
    for (const { topic, partitions } of offsets) {
      await admin.setOffsets({
        groupId,
        topic,
        partitions: partitions.map(({ partition, high }) => ({ partition, offset: high })),
      });
    }
    const consumer = kafka.consumer({ groupId, retry: { retries: 10 } });
    const reader = new KafkaReader(groupId, admin, consumer);
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics] });
    const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
    await consumer.run({
      eachMessage: async ({ topic, partition, message }) => {
        reader.records.push({
          topic,
          partition,
          offset: Number(message.offset),
          key: message.key?.toString() ?? '',
          value: message.value === null ? {} : ((await reader.registry.decode(message.value)) as KafkaRecord['value']),
          headers: Object.fromEntries(
            Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]),
          ),
        });
      },
    });
    await joined;
    return reader;
  }

  /** The records of one entity in the order in which they were read. */
  ofKey(key: string): KafkaRecord[] {
    return this.records.filter((record) => record.key === key);
  }

  async close(): Promise<void> {
    await this.consumer.disconnect();
    await this.admin.deleteGroups([this.groupId]);
    await this.admin.disconnect();
  }
}

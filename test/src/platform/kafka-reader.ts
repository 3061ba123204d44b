import { randomUUID } from 'node:crypto';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { Kafka, logLevel, type Admin, type Consumer, type KafkaMessage } from 'kafkajs';
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

  /** Every record that is appended after this was called will be read, though it may resolve before the first is. */
  static async open(topics: readonly string[]): Promise<KafkaReader> {
    const kafka = kafkaClient();
    const admin = kafka.admin();
    await admin.connect();
    const ends = new Map<string, bigint>();
    for (const topic of topics) {
      for (const { partition, high } of await admin.fetchTopicOffsets(topic))
        ends.set(`${topic} ${partition}`, BigInt(high));
    }
    const groupId = `firewatch-test-${randomUUID()}`;
    const consumer = kafka.consumer({ groupId, retry: { retries: 10 } });
    const reader = new KafkaReader(groupId, admin, consumer);
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ topic, partition, message }) => {
        const isNew = BigInt(message.offset) >= (ends.get(`${topic} ${partition}`) ?? 0n);
        if (isNew) reader.records.push(await reader.read(topic, partition, message));
      },
    });
    for (const [place, offset] of ends) {
      const [topic = '', partition] = place.split(' ');
      consumer.seek({ topic, partition: Number(partition), offset: String(offset) });
    }
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

  private async read(
    topic: string,
    partition: number,
    { offset, key, value, headers }: KafkaMessage,
  ): Promise<KafkaRecord> {
    return {
      topic,
      partition,
      offset: Number(offset),
      key: key?.toString() ?? '',
      value: value === null ? {} : ((await this.registry.decode(value)) as KafkaRecord['value']),
      headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, content]) => [name, String(content)])),
    };
  }
}

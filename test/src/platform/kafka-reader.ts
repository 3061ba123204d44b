import { randomUUID } from 'node:crypto';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { Kafka, logLevel, type Admin, type Consumer, type KafkaMessage } from 'kafkajs';
import { eventually } from './eventually';
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
  const { kafka1, kafka2, kafka3 } = settings().ports;
  return new Kafka({
    clientId: 'firewatch-test',
    brokers: [kafka1, kafka2, kafka3].map((port) => `127.0.0.1:${port}`),
    logLevel: logLevel.NOTHING,
    retry: { retries: 10 },
  });
}

export const registryUrl = (): string => `http://127.0.0.1:${settings().ports.registry}/apis/ccompat/v7`;

/** The offset of the next record, by topic and partition as `topic partition`. */
export type Offsets = ReadonlyMap<string, bigint>;

/** Where topics end now. */
export async function endOffsets(admin: Admin, topics: readonly string[]): Promise<Offsets> {
  const ends = new Map<string, bigint>();
  for (const topic of topics) {
    for (const { partition, high } of await admin.fetchTopicOffsets(topic)) {
      ends.set(placeOf(topic, partition), BigInt(high));
    }
  }
  return ends;
}

/** Runs work with a connected admin client. */
export async function withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafkaClient().admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Reads topics from the moment at which it was opened, as a consumer group of its own that is deleted in the end. */
export class KafkaReader {
  readonly records: KafkaRecord[] = [];
  private readonly registry = new SchemaRegistry({ host: registryUrl() });

  private constructor(
    private readonly groupId: string,
    private readonly admin: Admin,
    private readonly consumer: Consumer,
    private readonly next: Map<string, bigint>,
  ) {}

  /**
   * Every record that is appended after this was called will be read, though it may resolve before the first is.
   * @param from read from there instead
   */
  static async open(topics: readonly string[], from?: Offsets): Promise<KafkaReader> {
    const kafka = kafkaClient();
    const admin = kafka.admin();
    await admin.connect();
    const starts = from ?? (await endOffsets(admin, topics));
    const groupId = `firewatch-test-${randomUUID()}`;
    const consumer = kafka.consumer({ groupId, retry: { retries: 10 } });
    const reader = new KafkaReader(groupId, admin, consumer, new Map(starts));
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ topic, partition, message }) => {
        const place = placeOf(topic, partition);
        if (BigInt(message.offset) < (reader.next.get(place) ?? 0n)) return;
        reader.records.push(await reader.decode(topic, partition, message));
        reader.next.set(place, BigInt(message.offset) + 1n);
      },
    });
    for (const [place, offset] of starts) {
      const [topic = '', partition] = place.split(' ');
      consumer.seek({ topic, partition: Number(partition), offset: String(offset) });
    }
    return reader;
  }

  /** The records of one entity in the order in which they were read. */
  ofKey(key: string): KafkaRecord[] {
    return this.records.filter((record) => record.key === key);
  }

  /** Resolves when every record before these offsets is read. @throws when that takes longer than `timeout` milliseconds */
  async readUpTo(ends: Offsets, timeout = 30_000): Promise<void> {
    await eventually(
      () => {
        const unread = [...ends].filter(([place, end]) => (this.next.get(place) ?? 0n) < end);
        if (unread.length > 0) throw new Error(`not read to their end: ${unread.map(([place]) => place).join(', ')}`);
      },
      { timeout },
    );
  }

  async close(): Promise<void> {
    await this.consumer.disconnect();
    await this.admin.deleteGroups([this.groupId]);
    await this.admin.disconnect();
  }

  private async decode(
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

function placeOf(topic: string, partition: number): string {
  return `${topic} ${partition}`;
}

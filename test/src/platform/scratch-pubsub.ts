import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Producer } from 'kafkajs';
import { kafkaClient, withAdmin } from './kafka-reader';
import { ScratchSidecar } from './scratch-sidecar';
import { paths } from './settings';
import { readValues } from './topic-values';

/** The component's name in the platform's declaration of it. */
export const PUBSUB = 'pubsub';

export interface PubsubOptions {
  /** Default: one. */
  readonly partitions?: number;
  /** Settings of the topic. Default: the brokers'. */
  readonly topicConfig?: Readonly<Record<string, string>>;
  /** What to change of the platform's declarations. Default: nothing. */
  readonly change?: (declared: Declared) => Partial<Declared>;
}

/** The documents in YAML that make a subscription; without the policy when that is empty. */
export interface Declared {
  readonly component: string;
  readonly subscription: string;
  readonly policy: string;
}

/** A topic, its dead-letter topic and a consumer group of a test's own, declared as the platform declares those of notifications. */
export class ScratchPubsub {
  private constructor(
    readonly topic: string,
    private readonly declared: Declared,
    private readonly producer: Producer,
  ) {}

  static async create({ partitions = 1, topicConfig = {}, change }: PubsubOptions = {}): Promise<ScratchPubsub> {
    const topic = `scratch-${randomUUID()}`;
    const declared = {
      component: declaration('components/pubsub.yaml', topic),
      subscription: declaration('subscriptions/notification-requested.yaml', topic),
      policy: declaration('resiliency/pubsub.yaml', topic),
    };
    const configEntries = Object.entries(topicConfig).map(([name, value]) => ({ name, value }));
    await withAdmin((admin) =>
      admin.createTopics({
        waitForLeaders: true,
        topics: [
          { topic, numPartitions: partitions, replicationFactor: 3, configEntries },
          { topic: deadLetterTopicOf(topic), numPartitions: 1, replicationFactor: 3 },
        ],
      }),
    );
    const producer = kafkaClient().producer();
    await producer.connect();
    return new ScratchPubsub(topic, { ...declared, ...change?.(declared) }, producer);
  }

  /** A sidecar that is subscribed, and brings what there is to the app at that port; without a port it only publishes. */
  async sidecar(appPort?: number): Promise<ScratchSidecar> {
    const { component, subscription, policy } = this.declared;
    const resources = [component, subscription, policy].filter((document) => document !== '');
    return ScratchSidecar.start({ appId: 'consumer', resources, ...(appPort !== undefined && { appPort }) });
  }

  /** Stores values in one batch, so that they are read at once. @param partition default: 0 */
  async store(values: readonly string[], partition = 0): Promise<void> {
    const messages = values.map((value) => ({ value, partition }));
    await this.producer.send({ topic: this.topic, messages });
  }

  /** The values on the dead-letter topic. */
  async deadLetters(): Promise<string[]> {
    return readValues(deadLetterTopicOf(this.topic));
  }

  /** How many records the group has yet to commit. */
  async lag(): Promise<number> {
    return withAdmin(async (admin) => {
      const ends = await admin.fetchTopicOffsets(this.topic);
      const [ofTopic] = await admin.fetchOffsets({ groupId: this.topic, topics: [this.topic] });
      const committed = new Map(ofTopic?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      return ends.reduce(
        (sum, { partition, high }) => sum + Number(high) - Math.max(0, committed.get(partition) ?? 0),
        0,
      );
    });
  }

  /** Call it when its sidecars have ended. */
  async remove(): Promise<void> {
    await this.producer.disconnect();
    await withAdmin((admin) => admin.deleteTopics({ topics: [this.topic, deadLetterTopicOf(this.topic)] }));
  }
}

/** The document with something else in a place of it. @throws Error when it has no such place: the platform's declaration is another now */
export function replaced(document: string, place: RegExp, by: string): string {
  if (!place.test(document)) throw new Error(`the platform's declaration has no ${String(place)}:\n${document}`);
  return document.replace(place, by);
}

const deadLetterTopicOf = (topic: string): string => `${topic}.dead-letter`;

/** What the platform declares, of topics and of a group of that name. */
function declaration(file: string, topic: string): string {
  return readFileSync(path.join(paths.root, 'infra/config/dapr', file), 'utf8')
    .replaceAll('notification.requested', topic)
    .replaceAll('notification-delivery', topic);
}

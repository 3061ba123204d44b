import type { DaprClient, HTTPClient } from '@dapr/dapr';
import { z } from 'zod';
import { DependencyUnavailableError } from '../errors';
import { measuredCall } from './measured-call';
import { parseJson, refusalIn } from './refusal';

/** An event in CloudEvents' JSON format. The sidecar adds topic, component and the trace context. */
export interface CloudEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  /** RFC 3339. */
  time: string;
  subject: string;
  datacontenttype: 'application/json';
  data: object;
}

export interface OutgoingMessage {
  event: CloudEvent;
  /** Messages of one key are stored in one partition, in the order in which they were published. */
  key: string;
}

/** A message of a bulk that was not stored, or may not have been. */
export interface FailedMessage {
  message: OutgoingMessage;
  /** What the broker's client says of it. */
  reason: string;
}

const CONTENT_TYPE = 'application/cloudevents+json';

const bulkAnswer = z.object({
  failedEntries: z.array(z.object({ entryId: z.string(), error: z.string().default('no reason given') })).min(1),
});

/**
 * One pub/sub component of the sidecar. Both methods throw DependencyUnavailableError when sidecar or broker do not say in time that it is
 * stored: it may be, all the same. It is of `kafka` when the sidecar says that the broker failed or refused, else of `dapr`. Every refusal is retriable, a topic that is not allowed (403) and a component that is not there
 * (400, 404) among them: the configuration is at fault, not the event, and to put the event aside for it would lose it. What is
 * refused for its size cannot be told apart: the sidecar answers 500 to it, as to a broker that is away.
 */
export class Publisher {
  constructor(
    private readonly client: DaprClient,
    private readonly pubsubName: string,
  ) {}

  /** Publishes one event; resolves when the broker has stored it. */
  async publish(topic: string, { event, key }: OutgoingMessage): Promise<void> {
    await measuredCall('publish', async () => {
      const options = { contentType: CONTENT_TYPE, metadata: { partitionKey: key } };
      const { error } = await this.client.pubsub.publish(this.pubsubName, topic, event, options);
      if (error) throw publishError(error);
    });
  }

  /**
   * Publishes events in one call, each for itself: some may be stored and others not.
   * @returns those that are to be published again; none when all are stored. When it throws, nothing is known of any.
   */
  async publishBulk(topic: string, messages: readonly OutgoingMessage[]): Promise<FailedMessage[]> {
    if (messages.length === 0) return [];
    return measuredCall('bulk_publish', async () => {
      const body = messages.map(({ event, key }, index) => ({
        entryId: String(index),
        event,
        contentType: CONTENT_TYPE,
        metadata: { partitionKey: key },
      }));
      try {
        // Not by the SDK's publishBulk(): it looks for `entryID` where the sidecar answers `entryId`, and so finds no failure.
        const http = this.client.daprClient as DaprClient['daprClient'] & Pick<HTTPClient, 'executeWithApiVersion'>;
        await http.executeWithApiVersion('v1.0-alpha1', `/publish/bulk/${this.pubsubName}/${topic}`, {
          method: 'POST',
          body,
          headers: { 'Content-Type': 'application/json' },
        });
        return [];
      } catch (error) {
        return failedMessages(messages, error);
      }
    });
  }
}

function failedMessages(messages: readonly OutgoingMessage[], error: unknown): FailedMessage[] {
  const { data } = bulkAnswer.safeParse(parseJson(refusalIn(error)?.text ?? ''));
  if (!data) throw publishError(error);
  return data.failedEntries.map((failed) => {
    const message = messages[Number(failed.entryId)];
    if (!message) throw new DependencyUnavailableError('dapr', error);
    return { message, reason: failed.error };
  });
}

function publishError(error: unknown): DependencyUnavailableError {
  const isBrokers = refusalIn(error)?.text.includes('ERR_PUBSUB_PUBLISH_MESSAGE') === true;
  return isBrokers
    ? new DependencyUnavailableError('kafka', error, 'kafka did not store the message')
    : new DependencyUnavailableError('dapr', error);
}

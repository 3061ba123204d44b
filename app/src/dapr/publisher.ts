import type { DaprClient } from '@dapr/dapr';
import { DependencyUnavailableError } from '../errors';
import { measuredCall } from './measured-call';

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

/** One pub/sub component of the sidecar. */
export class Publisher {
  constructor(
    private readonly client: DaprClient,
    private readonly pubsubName: string,
  ) {}

  /**
   * Publishes one event; resolves when the broker has stored it. Throws DependencyUnavailableError when sidecar or broker
   * do not say so in time: the event may have been stored all the same.
   */
  async publish(topic: string, event: CloudEvent): Promise<void> {
    await measuredCall('publish', async () => {
      const options = { contentType: 'application/cloudevents+json' };
      const { error } = await this.client.pubsub.publish(this.pubsubName, topic, event, options);
      if (error) throw new DependencyUnavailableError('dapr', error);
    });
  }
}

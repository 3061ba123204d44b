import { HttpMethod, type DaprClient } from '@dapr/dapr';
import { DependencyUnavailableError, type Dependency } from '../errors';
import { measuredCall } from './measured-call';
import { parseJson, refusalIn } from './refusal';

/** What another service answered: a status below 500, and the body, parsed where it is JSON. */
export interface Answer {
  status: number;
  body: unknown;
}

/** Calls to one other service, from sidecar to sidecar; `appId` is its name there. */
export class Invoker {
  constructor(
    private readonly client: DaprClient,
    private readonly appId: Extract<Dependency, 'task-service'>,
  ) {}

  /**
   * Asks for a path of the service. An answer of the service that is a refusal (4xx) is an answer too. Throws
   * DependencyUnavailableError: of `dapr` when the own sidecar does not answer in time, else of the service.
   */
  async get(path: string): Promise<Answer> {
    return measuredCall('invoke', async () => {
      try {
        return { status: 200, body: await this.client.invoker.invoke(this.appId, path, HttpMethod.GET) };
      } catch (error) {
        const refusal = refusalIn(error);
        if (!refusal) throw new DependencyUnavailableError('dapr', error);
        // The sidecar says 500 when it does not find the service, or the service does not answer.
        if (refusal.status >= 500) throw new DependencyUnavailableError(this.appId, error);
        return { status: refusal.status, body: parseJson(refusal.text) ?? refusal.text };
      }
    });
  }
}

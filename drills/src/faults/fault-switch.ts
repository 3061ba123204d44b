import { RequestError } from '../http/get-json';

/**
 * The switches of a process of ours under `/admin/faults`. Whatever is switched on goes off by itself after an hour, and with the
 * process's end.
 */
export class FaultSwitch {
  constructor(
    private readonly url: string,
    private readonly fault: string,
    private readonly token: string,
  ) {}

  /** Throws RequestError when the process does not take it. */
  async on(parameters: Readonly<Record<string, unknown>>): Promise<void> {
    const response = await this.call('PUT', JSON.stringify({ ...parameters, seconds: 3600 }));
    if (!response.ok)
      throw new RequestError(`the switch ${this.fault} answers ${response.status}: ${await response.text()}`);
  }

  /** A process that does not answer has forgotten the fault with its end. Throws RequestError for any other refusal. */
  async off(): Promise<void> {
    let response: Response;
    try {
      response = await this.call('DELETE');
    } catch {
      return;
    }
    if (!response.ok)
      throw new RequestError(`the switch ${this.fault} answers ${response.status}: ${await response.text()}`);
  }

  private call(method: 'PUT' | 'DELETE', body?: string): Promise<Response> {
    return fetch(`${this.url}/admin/faults/${this.fault}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(10_000),
    });
  }
}

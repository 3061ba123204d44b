import { messageOf } from '../errors';

const TIMEOUT_MS = 10_000;

export interface ApiAnswer {
  status: number;
  /** The parsed JSON body; undefined when there is none. */
  body: unknown;
}

/** Calls the task service's HTTP API. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly accessToken?: string,
  ) {}

  /** The same API as the user the token belongs to. */
  as(accessToken: string): ApiClient {
    return new ApiClient(this.url, accessToken);
  }

  /** Any answer, whatever its status. Throws, naming the address, when there is none. */
  async call(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const address = new URL(path, this.url);
    try {
      const response = await fetch(address, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(this.accessToken !== undefined && { authorization: `Bearer ${this.accessToken}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    } catch (error) {
      const reason = error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : messageOf(error);
      throw new Error(`the task service does not answer at ${address.origin}: ${reason}`, { cause: error });
    }
  }

  /** The body of an answer with the status expected. Throws, quoting the problem document, for any other. */
  async expect(status: number, method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await this.call(method, path, body);
    if (answer.status !== status) {
      throw new Error(`${method} ${path} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return (answer.body ?? {}) as Record<string, unknown>;
  }
}

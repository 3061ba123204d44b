import { z } from 'zod';
import type { LogDocument } from '../document';

export interface ElasticsearchSettings {
  /** Without a slash at the end. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
}

/** What became of one document of a bulk request. `retriable`: the same document may be taken later. */
export type ItemResult =
  { readonly status: 'stored' } | { readonly status: 'retriable' | 'refused'; readonly reason: string };

/** Elasticsearch gave no usable answer: it is away, starting, overloaded, or does not let us in. */
export class ElasticsearchUnavailableError extends Error {
  override readonly name = 'ElasticsearchUnavailableError';
  readonly code = 'ELASTICSEARCH_UNAVAILABLE';
  readonly retriable = true;
}

const REQUEST_TIMEOUT_MS = 15_000;

const BULK_ANSWER = z.object({
  items: z.array(
    z.object({
      index: z.object({
        status: z.number(),
        error: z
          .object({
            type: z.string(),
            reason: z.string().nullish(),
            caused_by: z.object({ reason: z.string().nullish() }).optional(),
          })
          .optional(),
      }),
    }),
  ),
});

/** The requests that shipping needs, and preparing the cluster for it. */
export class ElasticsearchClient {
  private readonly headers: Readonly<Record<string, string>>;

  constructor(private readonly settings: ElasticsearchSettings) {
    const { username, password } = settings;
    const credentials = Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64');
    this.headers = username === undefined ? {} : { authorization: `Basic ${credentials}` };
  }

  /** @throws {ElasticsearchUnavailableError} */
  async putIndexTemplate(name: string, template: unknown): Promise<void> {
    await this.request('PUT', `/_index_template/${name}`, 'application/json', JSON.stringify(template));
  }

  /** Makes the user, or gives it this password and these roles. @throws {ElasticsearchUnavailableError} */
  async putUser(name: string, user: { readonly password: string; readonly roles: readonly string[] }): Promise<void> {
    await this.request('PUT', `/_security/user/${name}`, 'application/json', JSON.stringify(user));
  }

  /** Of a user that Elasticsearch brings. @throws {ElasticsearchUnavailableError} */
  async setPassword(user: string, password: string): Promise<void> {
    await this.request('PUT', `/_security/user/${user}/_password`, 'application/json', JSON.stringify({ password }));
  }

  /**
   * Stores the documents under their ids; one that is there already is written over, so a repetition changes nothing.
   * @returns one result for each document, in order.
   * @throws {ElasticsearchUnavailableError} where the request as a whole failed; some documents may have been stored nevertheless.
   */
  async bulk(documents: readonly LogDocument[]): Promise<ItemResult[]> {
    const lines = documents.flatMap(({ index, id, source }) => [
      JSON.stringify({ index: { _index: index, _id: id } }),
      JSON.stringify(source),
    ]);
    const answer = await this.request('POST', '/_bulk', 'application/x-ndjson', `${lines.join('\n')}\n`);
    const { items } = BULK_ANSWER.parse(answer);
    return items.map(({ index: { status, error } }) => {
      if (status < 300) return { status: 'stored' };
      const reason = [error?.type, error?.reason, error?.caused_by?.reason].filter(Boolean).join(': ');
      return { status: status === 400 ? 'refused' : 'retriable', reason };
    });
  }

  private async request(method: string, path: string, contentType: string, body: string): Promise<unknown> {
    try {
      const response = await fetch(this.settings.url + path, {
        method,
        headers: { ...this.headers, 'content-type': contentType },
        body,
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      const answer = await response.text();
      if (!response.ok)
        throw new Error(`${method} ${path} was answered with ${response.status}: ${answer.slice(0, 300)}`);
      return JSON.parse(answer) as unknown;
    } catch (cause) {
      const detail =
        cause instanceof Error ? (cause.cause instanceof Error ? cause.cause.message : cause.message) : String(cause);
      throw new ElasticsearchUnavailableError(`Elasticsearch at ${this.settings.url}: ${detail}`, { cause });
    }
  }
}

import { z } from 'zod';
import type { LogDocument } from '../document';
import { kindOfStatus, statusOfItem, StoreError, type ItemStatus } from './store-error';

export interface ElasticsearchSettings {
  /** Without a slash at the end. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
}

/** What became of one document of a bulk request. */
export type ItemResult =
  { readonly status: 'stored' } | { readonly status: Exclude<ItemStatus, 'stored'>; readonly reason: string };

const REQUEST_TIMEOUT_MS = 15_000;
const SHOWN_CHARACTERS = 300;

const CAUSE = z.object({
  type: z.string().nullish(),
  reason: z.string().nullish(),
  caused_by: z.object({ reason: z.string().nullish() }).nullish(),
});
type Cause = z.output<typeof CAUSE>;

const FAILURE = z.object({ error: CAUSE });

const BULK_ANSWER = z.object({
  items: z.array(z.object({ index: z.object({ status: z.number(), error: CAUSE.optional() }) })),
});

/** The requests that shipping needs, and preparing the cluster for it. */
export class ElasticsearchClient {
  private readonly headers: Readonly<Record<string, string>>;

  constructor(private readonly settings: ElasticsearchSettings) {
    const { username, password } = settings;
    const credentials = Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64');
    this.headers = username === undefined ? {} : { authorization: `Basic ${credentials}` };
  }

  /** @throws {StoreError} */
  async putIndexTemplate(name: string, template: unknown): Promise<void> {
    await this.request('PUT', `/_index_template/${name}`, 'application/json', JSON.stringify(template));
  }

  /** Makes the user, or gives it this password and these roles. @throws {StoreError} */
  async putUser(name: string, user: { readonly password: string; readonly roles: readonly string[] }): Promise<void> {
    await this.request('PUT', `/_security/user/${name}`, 'application/json', JSON.stringify(user));
  }

  /** Of a user that Elasticsearch brings. @throws {StoreError} */
  async setPassword(user: string, password: string): Promise<void> {
    await this.request('PUT', `/_security/user/${user}/_password`, 'application/json', JSON.stringify({ password }));
  }

  /**
   * Stores the documents under their ids; one that is there already is written over, so a repetition changes nothing.
   * @returns one result for each document, in order.
   * @throws {StoreError} where the request as a whole failed; some documents may have been stored nevertheless.
   */
  async bulk(documents: readonly LogDocument[]): Promise<ItemResult[]> {
    const lines = documents.flatMap(({ index, id, source }) => [
      JSON.stringify({ index: { _index: index, _id: id } }),
      JSON.stringify(source),
    ]);
    const answer = await this.request('POST', '/_bulk', 'application/x-ndjson', `${lines.join('\n')}\n`);
    const bulk = BULK_ANSWER.safeParse(answer);
    if (!bulk.success) throw this.unreachable('POST /_bulk was not answered as Elasticsearch does', bulk.error);
    return bulk.data.items.map(({ index: { status, error } }) => {
      const item = statusOfItem(status, error?.type ?? undefined);
      return item === 'stored' ? { status: item } : { status: item, reason: describe(error) ?? `status ${status}` };
    });
  }

  private async request(method: string, path: string, contentType: string, body: string): Promise<unknown> {
    const { status, ok, answer } = await this.ask(method, path, contentType, body);
    const json = parsed(answer);
    if (!ok) {
      const failure = FAILURE.safeParse(json).data?.error;
      const kind = kindOfStatus(status, failure?.type ?? undefined);
      const reason = describe(failure) ?? answer.slice(0, SHOWN_CHARACTERS);
      throw new StoreError(kind, `${this.says[kind]}: ${method} ${path} was answered with ${status}: ${reason}`, {
        status,
      });
    }
    if (json === undefined) throw this.unreachable(`${method} ${path} was not answered as Elasticsearch does`);
    return json;
  }

  private async ask(method: string, path: string, contentType: string, body: string) {
    try {
      const response = await fetch(this.settings.url + path, {
        method,
        headers: { ...this.headers, 'content-type': contentType },
        body,
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      return { status: response.status, ok: response.ok, answer: await response.text() };
    } catch (cause) {
      const detail =
        cause instanceof Error ? (cause.cause instanceof Error ? cause.cause.message : cause.message) : String(cause);
      throw this.unreachable(detail, cause);
    }
  }

  private unreachable(detail: string, cause?: unknown): StoreError {
    return new StoreError('unreachable', `${this.says.unreachable}: ${detail}`, { cause });
  }

  private get says() {
    const { url, username } = this.settings;
    return {
      unreachable: `Elasticsearch is unreachable at ${url}`,
      'refuses-access': `Elasticsearch at ${url} refuses access to ${username ?? 'a client without a user'}`,
      'refuses-writes': `Elasticsearch at ${url} refuses writes`,
      'refuses-request': `Elasticsearch at ${url} refuses this request`,
    };
  }
}

function describe(cause: Cause | undefined): string | undefined {
  const parts = [cause?.type, cause?.reason, cause?.caused_by?.reason].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(': ');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

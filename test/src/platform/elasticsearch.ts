import { z } from 'zod';
import { fetchJson } from './json-http';
import { settings } from './settings';

/** An ECS document of a log line; only what tests look at is typed. */
const documentSchema = z.looseObject({
  '@timestamp': z.string(),
  message: z.string().optional(),
  tags: z.array(z.string()).optional(),
});

export type LogDocument = z.infer<typeof documentSchema>;

const searchSchema = z.object({
  hits: z.object({ total: z.object({ value: z.number() }), hits: z.array(z.object({ _source: documentSchema })) }),
});

export const elasticsearchUrl = (): string => `http://127.0.0.1:${settings().ports.elasticsearch}`;

/** Of the user that may read everything. */
export const authorization = (): string =>
  `Basic ${Buffer.from(`elastic:${settings().secrets.elasticPassword}`).toString('base64')}`;

/** The newest log documents (at most 200) that match an Elasticsearch query; makes what was written searchable first. */
export async function searchLogs(query: object): Promise<{ total: number; documents: LogDocument[] }> {
  const headers = { authorization: authorization(), 'content-type': 'application/json' };
  await fetch(`${elasticsearchUrl()}/firewatch-logs-*/_refresh`, { method: 'POST', headers });
  const { hits } = await fetchJson(`${elasticsearchUrl()}/firewatch-logs-*/_search`, searchSchema, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, size: 200, sort: [{ '@timestamp': 'desc' }], track_total_hits: true }),
  });
  return { total: hits.total.value, documents: hits.hits.map((hit) => hit._source) };
}

/** A field of a document, whether it was written as `{"a":{"b":…}}` or as `{"a.b":…}`. */
export function field(document: LogDocument, path: string): unknown {
  if (path in document) return document[path];
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      document,
    );
}

import { endpoints } from '@firewatch/native';
import { z } from 'zod';
import type { Block } from '../catalogue/runbooks';
import { BlockError, type BlockContext, type BlockResult } from './block-context';
import { ask } from './ask';

/** As many as a person reads. */
const LINES = 20;
const FIELDS = ['service.name', 'log.level', 'message'] as const;

const answer = z.looseObject({
  timed_out: z.literal(false),
  hits: z.looseObject({
    hits: z.array(z.looseObject({ fields: z.record(z.string(), z.array(z.unknown())).default({}) })),
  }),
});

const refusal = z.looseObject({ error: z.looseObject({ reason: z.string().nullish(), type: z.string().nullish() }) });

/**
 * Asks Elasticsearch for log lines since the beginning of the incident: service, level and the first line of the message, newest first,
 * twenty at most; `no lines` if there is none. No index at all is a failure.
 */
export async function searchLogs(block: Block, context: BlockContext): Promise<BlockResult> {
  const { settings, since } = context;
  const url = new URL('/firewatch-logs-*/_search', endpoints(settings).elasticsearch);
  url.search = 'allow_no_indices=false&allow_partial_search_results=false';
  const credentials = Buffer.from(`elastic:${settings.secrets.elasticPassword}`).toString('base64');
  const reply = await ask(block, context, url, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      query: {
        bool: {
          must: { query_string: { query: block.code } },
          filter: { range: { '@timestamp': { gte: since.toISOString() } } },
        },
      },
      sort: [{ '@timestamp': 'desc' }],
      size: LINES,
      _source: false,
      fields: FIELDS,
    }),
  });
  const { data, error } = answer.safeParse(reply.json);
  if (!data) {
    const reason = refusal.safeParse(reply.json).data?.error;
    throw new BlockError(
      block,
      `Elasticsearch answered ${reply.status}: ${reason?.reason ?? reason?.type ?? error.message}`,
    );
  }
  const lines = data.hits.hits.map(({ fields }) => FIELDS.map((field) => firstLine(fields[field]?.[0])).join(' '));
  return { output: lines.length === 0 ? 'no lines' : lines.join('\n') };
}

const firstLine = (value: unknown): string => (typeof value === 'string' ? (value.trim().split('\n')[0] ?? '') : '-');

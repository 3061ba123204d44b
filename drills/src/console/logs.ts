import { z } from 'zod';
import type { LogLine, LogsAnswer } from './api';
import { ConsoleError, SilentComponentError } from './problem';
import { moment } from './time-range';
import { ask, type Upstream } from './upstream';

const INDICES = 'firewatch-logs-*';

export const logsQuery = z.strictObject({
  /** Lucene, over ECS fields; all lines without it. */
  query: z.string().trim().max(2_000).default(''),
  from: moment.optional(),
  to: moment.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

const hits = z.object({
  hits: z.object({
    total: z.object({ value: z.number(), relation: z.enum(['eq', 'gte']) }),
    hits: z.array(z.object({ _source: z.record(z.string(), z.unknown()) })),
  }),
});
const refusal = z.object({ error: z.object({ root_cause: z.array(z.object({ reason: z.string() })) }) });

/** The newest lines that fit. Throws ConsoleError `query_refused` with Elasticsearch's words. */
export async function searchLogs(
  elasticsearch: Upstream,
  { query, from, to, limit }: z.output<typeof logsQuery>,
): Promise<LogsAnswer> {
  const { status, body } = await ask(elasticsearch, `/${INDICES}/_search?ignore_unavailable=true`, {
    method: 'POST',
    body: {
      size: limit,
      timeout: '8s',
      sort: [{ '@timestamp': { order: 'desc', unmapped_type: 'date' } }],
      query: {
        bool: {
          filter: [
            query === '' ? { match_all: {} } : { query_string: { query, default_field: 'message', lenient: true } },
            ...(from === undefined && to === undefined
              ? []
              : [{ range: { '@timestamp': { gte: from, lte: to, format: 'epoch_millis' } } }]),
          ],
        },
      },
    },
  });
  if (status === 400) {
    const { data } = refusal.safeParse(body);
    throw new ConsoleError('query_refused', data?.error.root_cause[0]?.reason ?? 'Elasticsearch does not say why');
  }
  const { data, success } = hits.safeParse(body);
  if (!success) throw new SilentComponentError(elasticsearch.name, `what it answers (${status}) cannot be understood`);
  const { total } = data.hits;
  return {
    query,
    lines: data.hits.hits.map(({ _source }) => toLine(_source)),
    total: total.value,
    atLeast: total.relation === 'gte',
  };
}

/** Known to every reader, or shown in a place of their own. */
const LEFT_OUT =
  /^(@timestamp|message|ecs\.|log\.|service\.|trace\.|span\.|host\.|process\.|event\.(dataset|duration)|error\.stack_trace)/;

export function toLine(source: Readonly<Record<string, unknown>>): LogLine {
  const flat = flatten(source);
  const { '@timestamp': at = '', message = '', 'log.logger': logger, 'trace.id': traceId, 'span.id': spanId } = flat;
  return {
    at,
    level: flat['log.level'] ?? '',
    service: flat['service.name'] ?? '',
    message,
    ...(logger !== undefined && { logger }),
    ...(traceId !== undefined && { traceId }),
    ...(spanId !== undefined && { spanId }),
    fields: Object.fromEntries(Object.entries(flat).filter(([name]) => !LEFT_OUT.test(name))),
  };
}

/** ECS comes nested or with dots in its names; here it has dots. */
function flatten(source: Readonly<Record<string, unknown>>, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    if (isRecord(value)) {
      Object.assign(flat, flatten(value, `${prefix}${name}.`));
    } else if (value !== null && value !== undefined) {
      flat[prefix + name] = toText(value);
    }
  }
  return flat;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toText).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

import { z } from 'zod';
import type { QueryAnswer } from './api';
import { ConsoleError } from './problem';
import { ask, parseAnswer, type Upstream } from './upstream';

/** The most points of a series, and series of an answer, that a page can use. */
const MAX_POINTS = 2_000;
const MAX_SERIES = 500;
/** Points times series. */
const MAX_VALUES = 100_000;
export const MAX_SPAN_SECONDS = 7 * 24 * 3600;
const MIN_STEP_SECONDS = 0.1;
const TIMEOUT = '8s';

export const expression = z.string().trim().min(1).max(10_000);
/** Unix seconds. */
const instant = z.coerce.number().min(0).max(1e11);

export const instantQuery = z.strictObject({ query: expression, time: instant.optional() });

export const rangeQuery = z
  .strictObject({
    query: expression,
    start: instant,
    end: instant,
    step: z.coerce.number().min(MIN_STEP_SECONDS).max(MAX_SPAN_SECONDS),
  })
  .refine(({ start, end }) => end > start, { path: ['end'], message: 'has to be after start' })
  .refine(({ start, end }) => end - start <= MAX_SPAN_SECONDS, { path: ['start'], message: 'is more than 7 days ago' })
  .refine(({ start, end, step }) => (end - start) / step <= MAX_POINTS, {
    path: ['step'],
    message: `makes more than ${MAX_POINTS} points`,
  });

export const seriesQuery = z.strictObject({ match: expression, start: instant.optional(), end: instant.optional() });

export const labelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'is no name of a label');

const failure = z.object({ errorType: z.string(), error: z.string() });
const success = z.object({
  status: z.literal('success'),
  data: z.unknown(),
  warnings: z.array(z.string()).default([]),
});
const result = z.object({ resultType: z.enum(['vector', 'matrix', 'scalar', 'string']), result: z.unknown() });

export const evaluate = (prometheus: Upstream, query: z.output<typeof instantQuery>): Promise<QueryAnswer> =>
  getResult(prometheus, '/api/v1/query', { ...query, timeout: TIMEOUT, limit: MAX_SERIES });

export function evaluateRange(prometheus: Upstream, query: z.output<typeof rangeQuery>): Promise<QueryAnswer> {
  const points = Math.floor((query.end - query.start) / query.step) + 1;
  const limit = Math.min(MAX_SERIES, Math.floor(MAX_VALUES / points));
  return getResult(prometheus, '/api/v1/query_range', { ...query, timeout: TIMEOUT, limit });
}

export async function labelValues(
  prometheus: Upstream,
  label: string,
  { match, start, end }: z.output<typeof seriesQuery>,
): Promise<unknown> {
  const target = `/api/v1/label/${label}/values`;
  return (await get(prometheus, target, { 'match[]': match, start, end, limit: MAX_SERIES })).data;
}

export async function series(
  prometheus: Upstream,
  { match, start, end }: z.output<typeof seriesQuery>,
): Promise<unknown> {
  return (await get(prometheus, '/api/v1/series', { 'match[]': match, start, end, limit: MAX_SERIES })).data;
}

type Parameters = Readonly<Record<string, string | number | undefined>>;

async function getResult(prometheus: Upstream, target: string, parameters: Parameters): Promise<QueryAnswer> {
  const { data, warnings } = await get(prometheus, target, parameters);
  const truncated = warnings.some((warning) => warning.includes('truncated'));
  return { ...parseAnswer(prometheus, { status: 200, body: data }, result), truncated };
}

/** Throws ConsoleError `query_refused` with Prometheus' words where the query is at fault. */
async function get(prometheus: Upstream, target: string, parameters: Parameters): Promise<z.output<typeof success>> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) search.set(name, String(value));
  const answer = await ask(prometheus, `${target}?${search.toString()}`);
  const refused = failure.safeParse(answer.body);
  if (refused.success) throw new ConsoleError('query_refused', refused.data.error);
  return parseAnswer(prometheus, answer, success);
}

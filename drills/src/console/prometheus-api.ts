import { z } from 'zod';
import { ConsoleError } from './problem';
import { ask, type Upstream } from './upstream';

/** The most points of a series, and series of an answer, that a page can use. */
const MAX_POINTS = 2_000;
const MAX_SERIES = 500;
const MAX_SPAN_SECONDS = 7 * 24 * 3600;
const MIN_STEP_SECONDS = 0.1;
const TIMEOUT = '8s';

const expression = z.string().trim().min(1).max(10_000);
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
const success = z.object({ status: z.literal('success'), data: z.unknown() });

export const evaluate = (prometheus: Upstream, query: z.output<typeof instantQuery>): Promise<unknown> =>
  get(prometheus, '/api/v1/query', { ...query, timeout: TIMEOUT, limit: MAX_SERIES });

export const evaluateRange = (prometheus: Upstream, query: z.output<typeof rangeQuery>): Promise<unknown> =>
  get(prometheus, '/api/v1/query_range', { ...query, timeout: TIMEOUT, limit: MAX_SERIES });

export const labelValues = (
  prometheus: Upstream,
  label: string,
  { match, start, end }: z.output<typeof seriesQuery>,
): Promise<unknown> =>
  get(prometheus, `/api/v1/label/${label}/values`, { 'match[]': match, start, end, limit: MAX_SERIES });

export const series = (prometheus: Upstream, { match, start, end }: z.output<typeof seriesQuery>): Promise<unknown> =>
  get(prometheus, '/api/v1/series', { 'match[]': match, start, end, limit: MAX_SERIES });

/** The field `data` of Prometheus' answer. Throws ConsoleError `query_refused` with Prometheus' words where the query is at fault. */
async function get(
  prometheus: Upstream,
  target: string,
  parameters: Readonly<Record<string, string | number | undefined>>,
): Promise<unknown> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) search.set(name, String(value));
  const { body } = await ask(prometheus, `${target}?${search.toString()}`);
  const refused = failure.safeParse(body);
  if (refused.success) throw new ConsoleError('query_refused', refused.data.error);
  return success.parse(body).data;
}

import { z } from 'zod';
import type { GraphAnswer } from './api';
import { readSeconds } from './duration';
import { evaluateRange, expression, MAX_SPAN_SECONDS } from './prometheus-api';
import { SilentComponentError } from './problem';
import type { Upstream } from './upstream';

const POINTS = 240;

const range = z
  .string()
  .transform(readSeconds)
  .pipe(
    z.number('is no duration such as 30m or 6h').min(60, 'is less than 1m').max(MAX_SPAN_SECONDS, 'is more than 7d'),
  );

/** As Prometheus' links have it; what else they say is about how they show it. */
export const graphQuery = z.object({ 'g0.expr': expression, 'g0.range_input': range.default(3600) });

const matrix = z.object({
  resultType: z.literal('matrix'),
  result: z.array(
    z.object({ metric: z.record(z.string(), z.string()), values: z.array(z.tuple([z.number(), z.string()])) }),
  ),
  truncated: z.boolean(),
});

/** An expression over the time until now. Throws ConsoleError `query_refused` with Prometheus' words. */
export async function readGraph(
  prometheus: Upstream,
  { 'g0.expr': query, 'g0.range_input': seconds }: z.output<typeof graphQuery>,
): Promise<GraphAnswer> {
  const end = Math.floor(Date.now() / 1000);
  const start = end - seconds;
  const step = Math.max(1, Math.ceil(seconds / POINTS));
  const { data } = matrix.safeParse(await evaluateRange(prometheus, { query, start, end, step }));
  if (!data) throw new SilentComponentError(prometheus.name, 'what it answers is no range');
  return {
    expression: query,
    start: new Date(start * 1000).toISOString(),
    end: new Date(end * 1000).toISOString(),
    step,
    series: data.result.map(({ metric: labels, values: points }) => ({ labels, points })),
    truncated: data.truncated,
  };
}

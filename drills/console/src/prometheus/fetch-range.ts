import { withQuery } from '../api/paths';
import { send } from '../api/send';
import type { Grid } from '../chart/align';
import type { RangeAnswer } from './answer';

/** Throws ProblemError for a query that Prometheus refuses. */
export function fetchRange(query: string, { from, to, step }: Grid, signal: AbortSignal): Promise<RangeAnswer> {
  return send(withQuery('/api/prometheus/query_range', { query, start: from, end: to, step }), { signal });
}

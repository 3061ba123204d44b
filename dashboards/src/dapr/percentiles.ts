import type { Query } from '../house';
import type { Series } from '../metrics';
import { quantileOf, type Matchers } from '../promql';

/** The p50, p95 and p99 of a histogram of Dapr's, in milliseconds, as it counts. */
export function percentiles(buckets: Series, matchers: Matchers): readonly [Query, Query, Query] {
  return [
    { expr: quantileOf(0.5, buckets, matchers), legend: 'p50' },
    { expr: quantileOf(0.95, buckets, matchers), legend: 'p95' },
    { expr: quantileOf(0.99, buckets, matchers), legend: 'p99' },
  ];
}

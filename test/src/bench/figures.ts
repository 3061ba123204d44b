/** A bound, for the median over all rounds. */
export type Target = { readonly atMost: number } | { readonly atLeast: number };

/** One number that comes out of a benchmark. */
export interface Figure {
  readonly benchmark: string;
  readonly title: string;
  /** What the sides measure. */
  readonly measure: string;
  readonly side: string;
  /** The side that the figure is a ratio to, round by round. Without `over` and `minus` the figure is what `side` measured. */
  readonly over?: string;
  /** The side that is subtracted, round by round. */
  readonly minus?: string;
  /** Absent for a ratio. */
  readonly unit?: 'ms' | '/s';
  /** Absent where the figure is only reported. */
  readonly target?: Target;
}

const api = { benchmark: 'api-latency', side: 'publishing' } as const;
const record = { benchmark: 'commit-to-record', side: 'outbox' } as const;
const throughput = { benchmark: 'publish-throughput', measure: 'records', side: 'relay' } as const;

/** What a way by Dapr adds to the same without it, and how many times as long it takes. @param p90 target of what is added, in ms */
function costOfDapr(benchmark: string, title: string, side: string, without: string, p90?: Target): Figure[] {
  const measures = ['p50', 'p90', 'p99'] as const;
  return [
    ...measures.map((measure) => ({
      ...{ benchmark, measure, side, minus: without, title: `${title} ${measure}, added by Dapr`, unit: 'ms' as const },
      ...(measure === 'p90' && p90 !== undefined && { target: p90 }),
    })),
    ...measures.map((measure) => ({
      ...{ benchmark, measure, side, over: without, title: `${title} ${measure}, by Dapr / ${without}` },
    })),
  ];
}

/** Every figure, with what it has to be. */
export const FIGURES: readonly Figure[] = [
  {
    ...api,
    title: 'API p99, relay publishing / stopped',
    measure: 'p99',
    over: 'relay stopped',
    target: { atMost: 1.05 },
  },
  { ...api, title: 'API p50, relay publishing / stopped', measure: 'p50', over: 'relay stopped' },
  { ...api, title: 'API p99, relay publishing / no outbox row', measure: 'p99', over: 'no outbox row' },
  { ...api, title: 'API p50, relay publishing / no outbox row', measure: 'p50', over: 'no outbox row' },
  { ...api, title: 'API p99, relay publishing', measure: 'p99', unit: 'ms' },
  { ...throughput, title: 'Publishing path / bare kafkajs', over: 'bare kafkajs', target: { atLeast: 0.8 } },
  {
    ...throughput,
    title: 'Publishing path beside Jaeger / bare kafkajs',
    side: 'relay beside Jaeger',
    over: 'bare kafkajs',
  },
  { ...throughput, title: 'Publishing path', unit: '/s' },
  {
    ...record,
    title: 'Commit to record p50 / bare produce',
    measure: 'p50',
    over: 'bare produce',
    target: { atMost: 3 },
  },
  { ...record, title: 'Commit to record p99', measure: 'p99', unit: 'ms', target: { atMost: 55 } },
  ...costOfDapr('dapr-invocation', 'Invocation', 'sidecars', 'direct', { atMost: 1.5 }),
  ...costOfDapr('dapr-state', 'State get', 'get', 'Redis GET'),
  ...costOfDapr('dapr-state', 'State save', 'save', 'Redis SET'),
  ...costOfDapr('dapr-publish', 'Publish', 'sidecar', 'kafkajs'),
];

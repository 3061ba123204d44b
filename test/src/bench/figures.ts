/** A bound, for the median over all rounds. */
export type Target = { readonly atMost: number } | { readonly atLeast: number };

/** One number that comes out of a benchmark. */
export interface Figure {
  readonly benchmark: string;
  readonly title: string;
  /** What the sides measure. */
  readonly measure: string;
  readonly side: string;
  /** The side that the figure is a ratio to, round by round. Absent: the figure is what `side` measured. */
  readonly over?: string;
  /** Absent for a ratio. */
  readonly unit?: 'ms' | '/s';
  /** Absent where the figure is only reported. */
  readonly target?: Target;
}

const api = { benchmark: 'api-latency', side: 'publishing' } as const;
const record = { benchmark: 'commit-to-record', side: 'outbox' } as const;
const throughput = { benchmark: 'publish-throughput', measure: 'records', side: 'relay' } as const;

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
];

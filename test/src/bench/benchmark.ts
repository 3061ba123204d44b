/** What one side measured in one round, by name, e.g. `p99`. */
export type Measured = Readonly<Record<string, number>>;

/** One of the things that are held against each other. */
export interface Side {
  readonly name: string;
  measure(): Promise<Measured>;
}

/** A benchmark that can be measured any number of times. */
export interface PreparedBenchmark {
  readonly sides: readonly Side[];
  /** The users whose events it sends, so that what the platform notes of them can be removed again. */
  readonly userIds: readonly string[];
  /** Ends and removes what was made for it. */
  close(): Promise<void>;
}

export interface Benchmark {
  readonly name: string;
  readonly title: string;
  /** Rounds whose results are thrown away: compilers and caches get warm in them. Default 1. */
  readonly warmUp?: number;
  prepare(): Promise<PreparedBenchmark>;
}

import type { Random } from '@firewatch/drills';
import type { Benchmark, Measured } from './benchmark';
import { orderRounds } from './order-rounds';
import type { Round } from './summarise-figure';

export interface BenchmarkRun {
  readonly rounds: number;
  readonly random: Random;
  /** Gets the users whose events the benchmark sends. */
  readonly note: (userIds: readonly string[]) => void;
  /** Ends the run before the next measurement. */
  readonly signal: AbortSignal;
  /** Told of each round that is over, from 1. */
  readonly onRound: (round: number) => void;
}

/**
 * Measures each side of a benchmark in each round, in changing order.
 * @returns what the rounds after the warm-up measured
 * @throws the signal's reason, when that is aborted; what was prepared is closed then, too
 */
export async function runBenchmark(benchmark: Benchmark, run: BenchmarkRun): Promise<Round[]> {
  const { warmUp = 1 } = benchmark;
  const prepared = await benchmark.prepare();
  run.note(prepared.userIds);
  const rounds: Round[] = [];
  try {
    for (const [index, order] of orderRounds(prepared.sides.length, warmUp + run.rounds, run.random).entries()) {
      const round: Record<string, Measured> = {};
      for (const place of order) {
        run.signal.throwIfAborted();
        const side = prepared.sides[place];
        if (side) round[side.name] = await side.measure();
      }
      if (index < warmUp) continue;
      rounds.push(round);
      run.onRound(rounds.length);
    }
  } finally {
    await prepared.close();
  }
  return rounds;
}

#!/usr/bin/env node
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { seededRandom } from '@firewatch/drills';
import { CommandFailure } from '@firewatch/native';
import { Command, InvalidArgumentError } from 'commander';
import { apiLatency } from '../bench/api-latency';
import type { Benchmark } from '../bench/benchmark';
import { commitToRecord } from '../bench/commit-to-record';
import { daprInvocation } from '../bench/dapr-invocation';
import { daprPublish } from '../bench/dapr-publish';
import { daprState } from '../bench/dapr-state';
import { FIGURES } from '../bench/figures';
import { onQuietPlatform } from '../bench/on-quiet-platform';
import { publishThroughput } from '../bench/publish-throughput';
import { runBenchmark } from '../bench/run-benchmark';
import { figureRows, summariseFigure, type FigureSummary, type Round } from '../bench/summarise-figure';
import { paths } from '../platform/settings';
import { formatTable } from '../report/table';
import { EXIT, runProgram, say, tell, whole } from './program';

const BENCHMARKS: readonly Benchmark[] = [
  apiLatency,
  publishThroughput,
  commitToRecord,
  daprInvocation,
  daprState,
  daprPublish,
];
const DEFAULT_ROUNDS = 10;

interface Options {
  readonly rounds: number;
  readonly only?: Benchmark;
  readonly seed: number;
  readonly json?: boolean;
}

/** What is written down of a run. */
interface Report {
  readonly at: string;
  readonly seed: number;
  /** The machine's load average before. */
  readonly load: number;
  readonly results: readonly Result[];
}

interface Result {
  readonly benchmark: string;
  readonly figures: readonly FigureSummary[];
  readonly rounds: readonly Round[];
}

function benchmarkNamed(name: string): Benchmark {
  const benchmark = BENCHMARKS.find((known) => known.name === name);
  if (benchmark) return benchmark;
  throw new InvalidArgumentError(`there are: ${BENCHMARKS.map((known) => known.name).join(', ')}`);
}

async function run({ rounds, only, seed, json = false }: Options): Promise<void> {
  const load = loadavg()[0] ?? 0;
  if (load > availableParallelism()) {
    tell(`The machine is busy (load ${load.toFixed(1)}): the rounds will differ, and the figures with them.`);
  }
  const results: Result[] = [];
  const stop = new AbortController();
  // What stands still meanwhile is to run again afterwards.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop.abort(new CommandFailure(`ended by ${signal}`)));
  }
  const random = seededRandom(seed);
  try {
    await onQuietPlatform(async (note) => {
      for (const benchmark of only ? [only] : BENCHMARKS) {
        tell(`${benchmark.title}: ${rounds} rounds, seed ${seed}`);
        const onRound = (round: number) => tell(`  ${round}/${rounds}`);
        const measured = await runBenchmark(benchmark, { rounds, random, note, onRound, signal: stop.signal });
        const figures = FIGURES.filter((figure) => figure.benchmark === benchmark.name);
        results.push({
          benchmark: benchmark.name,
          figures: figures.map((figure) => summariseFigure(figure, measured)),
          rounds: measured,
        });
      }
    });
  } finally {
    // What was measured holds, also when a later benchmark fails or the platform cannot be put back as it was.
    if (results.length > 0) report({ at: new Date().toISOString(), seed, load, results }, json);
  }
}

function report(content: Report, json: boolean): void {
  const figures = content.results.flatMap((result) => result.figures);
  const folder = path.join(paths.state, 'bench');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${content.at.replaceAll(':', '-')}.json`);
  writeFileSync(file, JSON.stringify(content, undefined, 2));
  if (json) say(JSON.stringify(content));
  else say(`\n${formatTable(figureRows(figures))}\n\nAll rounds: ${file}`);
  if (figures.some(({ result }) => result === 'missed')) process.exitCode = EXIT.failed;
}

runProgram(
  new Command('bench')
    .description(
      `Measures on the running platform, side by side, what the figures in test/src/bench/figures.ts say; exit code ${EXIT.failed} when a target is missed by more than the rounds differ, ${EXIT.notRunning} when the platform does not run. Needs the platform for itself, and stops consumer and traffic meanwhile.`,
    )
    .option('--only <name>', `one of ${BENCHMARKS.map(({ name }) => name).join(', ')} (default: all)`, benchmarkNamed)
    .option('--rounds <n>', 'after the warm-up', whole, DEFAULT_ROUNDS)
    .option('--seed <n>', 'of the order of the sides (default: another each time)', whole)
    .option('--json', 'print one JSON object instead of the table')
    .action((options: Partial<Options> & Pick<Options, 'rounds'>) => run({ seed: Date.now(), ...options })),
);

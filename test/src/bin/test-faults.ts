#!/usr/bin/env node
import { seededRandom } from '@firewatch/drills';
import { Command, InvalidArgumentError } from 'commander';
import { FAULT_KINDS, type FaultKind } from '../faults/fault-kinds';
import { planRounds } from '../faults/plan-rounds';
import { runRound } from '../faults/run-round';
import { findings, tally, tallyRows, type FinishedRound } from '../faults/tally';
import { waitUntilAllReady } from '../platform/processes';
import { formatTable } from '../report/table';
import { EXIT, runProgram, say, tell, whole } from './program';

const DEFAULT_ROUNDS = 20;

interface Options {
  readonly rounds: number;
  readonly kinds: readonly FaultKind[];
  readonly seed: number;
  readonly json?: boolean;
}

function kinds(text: string): FaultKind[] {
  return text.split(',').map((name) => {
    const kind = FAULT_KINDS.find((known) => known.name === name);
    if (kind) return kind;
    throw new InvalidArgumentError(`there are: ${FAULT_KINDS.map((known) => known.name).join(', ')}`);
  });
}

async function run({ rounds, kinds: chosen, seed, json = false }: Options): Promise<void> {
  const planned = planRounds(chosen, rounds, seededRandom(seed));
  const finished: FinishedRound[] = [];
  tell(`${rounds} rounds, seed ${seed}`);
  await waitUntilAllReady();
  try {
    for (const [index, { kind, process: name, before }] of planned.entries()) {
      const round = { kind, ...(await runRound(name, before)) };
      finished.push(round);
      tell(`  ${index + 1}/${rounds} ${name}: ${describe(round)}`);
      for (const line of findings(round)) tell(`    ${line}`);
    }
  } finally {
    report(finished, seed, json);
  }
}

function describe({ recoverySeconds, verdict }: FinishedRound): string {
  const { acknowledged, inDoubt, delivered, lost, doubled, outOfOrder } = verdict;
  return `recovered after ${recoverySeconds.toFixed(1)} s; ${acknowledged} acknowledged, ${inDoubt} in doubt, ${delivered} delivered, ${lost.length} lost, ${doubled.length} doubled, ${outOfOrder.length} out of order`;
}

function report(finished: readonly FinishedRound[], seed: number, json: boolean): void {
  const passed = finished.every((round) => findings(round).length === 0);
  if (json) say(JSON.stringify({ seed, passed, kinds: tally(finished), rounds: finished }));
  else if (finished.length > 0) say(`\n${formatTable(tallyRows(tally(finished)))}`);
  if (!passed) process.exitCode = EXIT.failed;
}

runProgram(
  new Command('test-faults')
    .description(
      `Kills parts of the running platform while people use it, and counts what was acknowledged and is lost or doubled afterwards; exit code ${EXIT.failed} when anything is, ${EXIT.notRunning} when the platform does not run. Needs the platform for itself.`,
    )
    .option('--rounds <n>', 'how many, spread over the kinds', whole, DEFAULT_ROUNDS)
    .option('--kinds <names>', `of ${FAULT_KINDS.map(({ name }) => name).join(', ')} (default: all)`, kinds)
    .option('--seed <n>', 'of the order and of the moments of the kills (default: another each time)', whole)
    .option('--json', 'print one JSON object instead of the table')
    .action((options: Partial<Options> & Pick<Options, 'rounds'>) =>
      run({ kinds: FAULT_KINDS, seed: Date.now(), ...options }),
    ),
);

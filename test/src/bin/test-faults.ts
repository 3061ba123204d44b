#!/usr/bin/env node
import { seededRandom } from '@firewatch/drills';
import { SupervisorError } from '@firewatch/native';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { FAULT_KINDS, type FaultKind } from '../faults/fault-kinds';
import { planRounds } from '../faults/plan-rounds';
import { runRound } from '../faults/run-round';
import { findings, tally, tallyRows, type FinishedRound } from '../faults/tally';
import { waitUntilAllReady } from '../platform/processes';
import { formatTable } from '../report/table';

const EXIT = { failed: 1, usage: 2, notRunning: 3 } as const;
const DEFAULT_ROUNDS = 20;

interface Options {
  readonly rounds: number;
  readonly kinds: readonly FaultKind[];
  readonly seed: number;
  readonly json?: boolean;
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
/** Progress, so that what is for machines stays alone on stdout. */
const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

function whole(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('give a whole number greater than 0');
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

new Command('test-faults')
  .description(
    `Kills parts of the running platform while people use it, and counts what was acknowledged and is lost or doubled afterwards; exit code ${EXIT.failed} when anything is, ${EXIT.notRunning} when the platform does not run. Needs the platform for itself.`,
  )
  .option('--rounds <n>', 'how many, spread over the kinds', whole, DEFAULT_ROUNDS)
  .option('--kinds <names>', `of ${FAULT_KINDS.map(({ name }) => name).join(', ')} (default: all)`, kinds)
  .option('--seed <n>', 'of the order and of the moments of the kills (default: another each time)', whole)
  .option('--json', 'print one JSON object instead of the table')
  .exitOverride()
  .showHelpAfterError()
  .action((options: Partial<Options> & Pick<Options, 'rounds'>) =>
    run({ kinds: FAULT_KINDS, seed: Date.now(), ...options }),
  )
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
      return;
    }
    const unreachable = error instanceof SupervisorError && error.unreachable;
    tell(`test-faults: ${error instanceof Error ? error.message : String(error)}`);
    if (unreachable) tell('To start it: make dev-up');
    process.exitCode = unreachable ? EXIT.notRunning : EXIT.failed;
  });

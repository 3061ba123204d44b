import path from 'node:path';
import type { Command } from 'commander';
import { guard } from '../drill/guard';
import { CALM_DRILLS } from '../drill/calm-drills';
import { listDrills } from '../drill/load-drill';
import { describeTimings } from '../drill/timeline';
import type { Platform } from '../platform/platform';
import {
  addRunOptions,
  defaultRunbooks,
  EXIT_ABORTED,
  EXIT_FAILED,
  runDrills,
  say,
  type RunOptions,
} from './run-drills';

const CALM_NAMES = Object.keys(CALM_DRILLS);

/**
 * `drill`: list, run, and the guard that a run starts for itself.
 * @param load the platform that is drilled, asked for when it is needed
 */
export function addDrillCommand(firewatch: Command, load: () => Promise<Platform>): void {
  const drill = firewatch
    .command('drill')
    .description('Break something, and prove that the alert fires, Slack hears of it, and the runbook mends it');
  drill
    .command('list')
    .description('say which drills there are')
    .option('--json', 'print one JSON array')
    .option('--runbooks <folder>', "where the pages are (default: the project's)")
    .action(list);
  addRunOptions(drill.command('run'))
    .description(
      `run drills one after the other, up to the first that does not pass; exit code ${EXIT_FAILED} when one failed, ${EXIT_ABORTED} when it was aborted`,
    )
    .argument('<name...>', `an alert with a drill, or ${CALM_NAMES.join(' or ')}`)
    .action(async (names: readonly string[], options: RunOptions) => run(await load(), names, options));
  drill
    .command('guard', { hidden: true })
    .description('undo what a drill did that ended without a word; a drill starts it for itself')
    .action(async () => guard(await load()));
}

function list({ json = false, runbooks = defaultRunbooks() }: { json?: boolean; runbooks?: string }): void {
  const drills = listDrills(path.resolve(runbooks)).map(({ alert, declared }) => {
    const { fault, channel, traffic, detect_within: detectWithinSeconds, native_only: nativeOnly } = declared;
    return {
      name: alert,
      fault,
      channel,
      detectWithinSeconds,
      trafficPerSecond: traffic,
      ...(nativeOnly && { nativeOnly }),
    };
  });
  if (json) return void say(JSON.stringify([...drills, ...CALM_NAMES.map((name) => ({ name }))]));
  const width = Math.max(...drills.map(({ name }) => name.length));
  for (const { name, fault, channel, nativeOnly } of drills) {
    const { name: what, ...parameters } = fault;
    say(
      `  ${name.padEnd(width)}  ${what} (${Object.values(parameters).join(', ')}) → #${channel}${nativeOnly === undefined ? '' : ', natively only'}`,
    );
  }
  for (const [name, { description }] of Object.entries(CALM_DRILLS)) say(`  ${name.padEnd(width)}  ${description}`);
}

async function run(platform: Platform, names: readonly string[], options: RunOptions): Promise<void> {
  const ended = await runDrills(platform, names, options, false);
  if (options.json || ended.length < 2) return;
  say('');
  for (const { name, end } of ended) say(`  ${end.outcome.padEnd(7)} ${name}: ${describeTimings(end.timings)}`);
  say(`${ended.filter(({ end }) => end.outcome === 'passed').length} of ${ended.length} passed`);
}

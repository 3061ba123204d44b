import path from 'node:path';
import { MAX_SPEED, readSettings, resolvePaths, setClock, Supervisor } from '@firewatch/native';
import { InvalidArgumentError, type Command } from 'commander';
import { guard } from '../drill/guard';
import { DrillFailure } from '../drill/drill-failure';
import type { DrillTools } from '../drill/drill-tools';
import type { RunEnded } from '../drill/events';
import { listDrills, loadDrill, QUIET } from '../drill/load-drill';
import { runDrill } from '../drill/run-drill';
import { describeTimings, Timeline } from '../drill/timeline';
import { createFault } from '../faults';

/** As a shell says of a command that a signal ended. */
const EXIT_ABORTED = 130;
const EXIT_FAILED = 1;
const DEFAULT_TIMEOUT_SECONDS = 3600;

interface RunOptions {
  readonly json?: boolean;
  readonly speed?: number;
  readonly repeat: number;
  readonly timeout: number;
  readonly alerts?: string;
  readonly runbooks?: string;
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** `firewatch drill`: list, run, and the guard that a run starts for itself. */
export function addDrillCommand(firewatch: Command): void {
  const drill = firewatch
    .command('drill')
    .description('Break something, and prove that the alert fires, Slack hears of it, and the runbook mends it');
  drill
    .command('list')
    .description('say which drills there are')
    .option('--json', 'print one JSON array')
    .option('--runbooks <folder>', "where the pages are (default: the project's)")
    .action(list);
  drill
    .command('run')
    .description(
      `run drills one after the other, up to the first that does not pass; exit code ${EXIT_FAILED} when one failed, ${EXIT_ABORTED} when it was aborted`,
    )
    .argument('<name...>', `an alert with a drill, or ${QUIET}`)
    .option('--json', 'print the events as JSON, one a line, instead of the timeline')
    .option(
      '--speed <n>',
      'how many times faster than in production the clock goes (default: the setting DRILL_SPEED)',
      speed,
    )
    .option('--repeat <n>', 'how often each is run', whole, 1)
    .option('--timeout <seconds>', 'for each run, until it is given up', whole, DEFAULT_TIMEOUT_SECONDS)
    .option('--alerts <folder>', "where rules, routes and templates are (default: the project's)")
    .option('--runbooks <folder>', "where the pages are (default: the project's)")
    .action(run);
  drill
    .command('guard', { hidden: true })
    .description('undo what a drill did that ended without a word; a drill starts it for itself')
    .action(() => guard(platform()));
}

function list({ json = false, runbooks = defaultRunbooks() }: { json?: boolean; runbooks?: string }): void {
  const drills = listDrills(path.resolve(runbooks)).map(({ alert, declared }) => {
    const { fault, channel, traffic } = declared;
    return { name: alert, fault, channel, detectWithinSeconds: declared.detect_within, trafficPerSecond: traffic };
  });
  if (json) return void say(JSON.stringify([...drills, { name: QUIET }]));
  const width = Math.max(...drills.map(({ name }) => name.length));
  for (const { name, fault, channel } of drills) {
    const { name: what, ...parameters } = fault;
    say(`  ${name.padEnd(width)}  ${what} (${Object.values(parameters).join(', ')}) → #${channel}`);
  }
  say(`  ${QUIET.padEnd(width)}  nothing is broken → no alert`);
}

async function run(names: readonly string[], options: RunOptions): Promise<void> {
  const tools = { ...platform(), createFault, ...contentOf(options) };
  const speedOfRun = options.speed ?? tools.settings.drillSpeed;
  // Before anything is broken, and not when its turn comes.
  for (const name of names) if (name !== QUIET) loadDrill(tools.content.runbooks, name);
  const due = Array.from({ length: options.repeat }, () => names).flat();
  const ended: { readonly name: string; readonly end: RunEnded }[] = [];
  const isLast = (index: number) => index === due.length - 1;
  for (const [index, name] of due.entries()) {
    const end = await runOnce(name, { ...tools, speed: speedOfRun }, { ...options, keepsClock: !isLast(index) });
    ended.push({ name, end });
    if (end.outcome === 'passed') continue;
    process.exitCode = end.outcome === 'aborted' ? EXIT_ABORTED : EXIT_FAILED;
    if (!isLast(index)) await setClock({ settings: tools.settings, paths: tools.paths });
    break;
  }
  summarise(ended, options);
}

/** Ctrl-C, the end of the terminal and the time-out end a run, which undoes what it did; a second Ctrl-C leaves that to its guard. */
async function runOnce(
  name: string,
  tools: DrillTools,
  { json = false, timeout, keepsClock }: RunOptions & { readonly keepsClock: boolean },
): Promise<RunEnded> {
  const stop = new AbortController();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stop.signal.aborted) process.exit(EXIT_ABORTED);
    stop.abort(new Error(`aborted by ${signal}; what was broken is being mended`));
  };
  const timer = setTimeout(
    () => stop.abort(new DrillFailure('platform', `given up after ${timeout} s`)),
    timeout * 1000,
  );
  for (const signal of signals) process.on(signal, onSignal);
  const timeline = new Timeline(process.stdout);
  try {
    return await runDrill(name, tools, {
      signal: stop.signal,
      keepsClock,
      onEvent: (event) => (json ? say(JSON.stringify(event)) : timeline.show(event)),
    });
  } finally {
    clearTimeout(timer);
    for (const signal of signals) process.off(signal, onSignal);
  }
}

function summarise(
  ended: readonly { readonly name: string; readonly end: RunEnded }[],
  { json = false }: RunOptions,
): void {
  if (json || ended.length < 2) return;
  say('');
  for (const { name, end } of ended) say(`  ${end.outcome.padEnd(7)} ${name}: ${describeTimings(end.timings)}`);
  say(`${ended.filter(({ end }) => end.outcome === 'passed').length} of ${ended.length} passed`);
}

function platform(): Pick<DrillTools, 'settings' | 'paths' | 'supervisor'> {
  const paths = resolvePaths();
  return { settings: readSettings(paths.root), paths, supervisor: new Supervisor(paths) };
}

function contentOf({ alerts, runbooks }: RunOptions): Pick<DrillTools, 'content'> {
  const { root } = resolvePaths();
  return {
    content: {
      alerts: path.resolve(alerts ?? path.join(root, 'alerts')),
      runbooks: path.resolve(runbooks ?? defaultRunbooks()),
    },
  };
}

const defaultRunbooks = (): string => path.join(resolvePaths().root, 'runbooks');

function speed(text: string): number {
  const value = Number(text);
  if (value >= 1 && value <= MAX_SPEED) return value;
  throw new InvalidArgumentError(`give a number from 1 (production) to ${MAX_SPEED}`);
}

function whole(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('give a whole number greater than 0');
}

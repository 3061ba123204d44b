import path from 'node:path';
import { MAX_SPEED, resolvePaths } from '@firewatch/native';
import { InvalidArgumentError, type Command } from 'commander';
import { DrillFailure } from '../drill/drill-failure';
import type { DrillTools } from '../drill/drill-tools';
import type { RunEnded } from '../drill/events';
import { requireDrillable } from '../drill/load-drill';
import { runDrill } from '../drill/run-drill';
import { Timeline } from '../drill/timeline';
import { createFault } from '../faults';
import type { Platform } from '../platform/platform';

/** As a shell says of a command that a signal ended. */
export const EXIT_ABORTED = 130;
export const EXIT_FAILED = 1;
const DEFAULT_TIMEOUT_SECONDS = 3600;

export interface RunOptions {
  readonly json?: boolean;
  readonly speed?: number;
  readonly repeat: number;
  readonly timeout: number;
  readonly alerts?: string;
  readonly runbooks?: string;
}

/** One run, and what came of it. */
export interface Ended {
  readonly name: string;
  readonly end: RunEnded;
}

export const say = (line: string): boolean => process.stdout.write(`${line}\n`);

export const defaultRunbooks = (): string => path.join(resolvePaths().root, 'runbooks');

/** What all commands that run drills can be told. */
export function addRunOptions(command: Command): Command {
  return command
    .option('--json', 'print the events as JSON, one a line, instead of the timeline')
    .option(
      '--speed <n>',
      'how many times faster than in production the clock goes (default: the setting DRILL_SPEED)',
      speed,
    )
    .option('--repeat <n>', 'how often each is run', whole, 1)
    .option('--timeout <seconds>', 'for each run, until it is given up', whole, DEFAULT_TIMEOUT_SECONDS)
    .option('--alerts <folder>', "where rules, routes and templates are (default: the project's)")
    .option('--runbooks <folder>', "where the pages are (default: the project's)");
}

/**
 * Runs drills one after the other, `repeat` times the whole list; sets the exit code when one does not pass. An aborted run is the last.
 * @param goesOn after a run that failed, too
 * Throws CatalogueError for a drill that there is not, or not on this platform, before anything is broken.
 */
export async function runDrills(
  platform: Platform,
  names: readonly string[],
  options: RunOptions,
  goesOn: boolean,
): Promise<Ended[]> {
  const tools = { ...platform, createFault, ...contentOf(options) };
  const speedOfRun = options.speed ?? tools.settings.drillSpeed;
  for (const name of names) requireDrillable(name, tools);
  const due = Array.from({ length: options.repeat }, () => names).flat();
  const ended: Ended[] = [];
  const isLast = (index: number) => index === due.length - 1;
  for (const [index, name] of due.entries()) {
    const end = await runOnce(name, { ...tools, speed: speedOfRun }, { ...options, keepsClock: !isLast(index) });
    ended.push({ name, end });
    if (end.outcome === 'passed') continue;
    process.exitCode = end.outcome === 'aborted' ? EXIT_ABORTED : EXIT_FAILED;
    if (goesOn && end.outcome === 'failed') continue;
    if (!isLast(index)) await platform.setClock({});
    break;
  }
  return ended;
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

function contentOf({ alerts, runbooks }: RunOptions): Pick<DrillTools, 'content'> {
  const { root } = resolvePaths();
  return {
    content: {
      alerts: path.resolve(alerts ?? path.join(root, 'alerts')),
      runbooks: path.resolve(runbooks ?? defaultRunbooks()),
    },
  };
}

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

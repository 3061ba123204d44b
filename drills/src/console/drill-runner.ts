import { spawn, type SpawnOptions } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { logger } from '@firewatch/telemetry';
import { isDrill } from './drill-process';
import { findRun, readRun } from './journals';
import { ConsoleError } from './problem';

const LOOK_EVERY_MS = 100;
/** From the start of the command until it has a journal. */
const START_TIMEOUT_MS = 20_000;

const log = logger.child({ 'log.logger': 'console' });

/** Starts and aborts runs as a person in a terminal does; a run goes on whatever becomes of the console. */
export interface DrillRunner {
  /** @returns the run's name, once it has its journal. Throws ConsoleError `drill_refused` with the command's words. */
  start(drill: string, speed?: number): Promise<string>;
  /** Has the run withdraw its fault and end. Throws ConsoleError `run_over` for one that does not go on. */
  abort(run: string): Promise<void>;
}

export interface RunnerOptions {
  /** Program and arguments that run `firewatch`. */
  readonly command: readonly [string, ...string[]];
  /** Where it is run. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly journals: string;
}

export function createDrillRunner({ command, root, env, journals }: RunnerOptions): DrillRunner {
  const [program, ...before] = command;
  return {
    async start(drill, speed) {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'firewatch-drill-'));
      try {
        const args = [...before, 'drill', 'run', drill, '--json'];
        if (speed !== undefined) args.push('--speed', String(speed));
        const child = startApart(program, args, { cwd: root, env }, path.join(folder, 'stderr'));
        const run = await untilJournal(journals, child);
        if (run === undefined) throw new ConsoleError('drill_refused', lastWords(path.join(folder, 'stderr')));
        log.info({ drill, run }, 'a drill was started');
        return run;
      } finally {
        fs.rmSync(folder, { recursive: true, force: true });
      }
    },

    async abort(run) {
      const { state, start } = await readRun(journals, run);
      // Asked again: what ended since may not be interrupted in another's place.
      if (state !== 'running' || !isDrill(start.pid)) throw new ConsoleError('run_over', `${run} does not go on`);
      process.kill(start.pid, 'SIGINT');
      log.info({ run }, 'a drill was told to end');
    },
  };
}

/** For a console in a container, from which nothing can be broken: the platform's drills are run, and keep their journals, on its machine. */
export const drillsElsewhere: DrillRunner = {
  start: (drill) =>
    Promise.reject(
      new ConsoleError(
        'drill_refused',
        `The platform runs in containers, and its drills on the machine that started it: make drill NAME=${drill}. It tells there how it goes.`,
      ),
    ),
  abort: (run) => Promise.reject(new ConsoleError('run_over', `${run} was not started from here`)),
};

interface Started {
  readonly pid: number | undefined;
  /** Resolves when it has ended, or could not be started. */
  readonly end: Promise<void>;
}

/** In a session of its own: it gets no signal that is meant for the console. */
function startApart(program: string, args: readonly string[], where: SpawnOptions, stderr: string): Started {
  const output = fs.openSync(stderr, 'w');
  try {
    const child = spawn(program, args, { ...where, detached: true, stdio: ['ignore', 'ignore', output] });
    const end = new Promise<void>((resolve) => {
      child.once('error', () => resolve());
      child.once('exit', () => resolve());
    });
    child.unref();
    return { pid: child.pid, end };
  } finally {
    fs.closeSync(output);
  }
}

/** @returns undefined where the command ends, or takes too long, without a journal */
async function untilJournal(journals: string, { pid, end }: Started): Promise<string | undefined> {
  const started = Date.now();
  const ended = end.then(() => 'ended' as const);
  for (;;) {
    const state = await Promise.race([ended, delay(LOOK_EVERY_MS)]);
    // Asked after the end: a command that has ended has left its journal, if it left one.
    const run = await findRun(journals, pid, started);
    if (run !== undefined || state === 'ended' || Date.now() - started > START_TIMEOUT_MS) return run;
  }
}

function lastWords(file: string): string {
  const said = fs.readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
  return said === '' ? `The command ended without a word, or said nothing within ${START_TIMEOUT_MS / 1000} s` : said;
}

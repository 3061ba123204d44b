#!/usr/bin/env node
import {
  checkPorts,
  CommandFailure,
  DOCKER_COMPOSE,
  ensureInstalled,
  exclusively,
  failureText,
  positive,
  resolvePaths,
  type Paths,
} from '@firewatch/native';
import { Command } from 'commander';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { refuseBesideNative, runDrills } from '../rehearsal/drills';
import { startRehearsalEngine } from '../rehearsal/engine';
import { rehearsalFolders } from '../rehearsal/folders';
import { describeLogShipper } from '../rehearsal/log-shipper';
import { bringLogs, type Logs } from '../rehearsal/logs';
import { check, end, loadRehearsal, start, type Rehearsal } from '../rehearsal/rehearse';
import { projectSettings, rehearsalSettings } from '../rehearsal/settings';

const EXIT_FAILED = 1;
const DEFAULT_TIMEOUT_SECONDS = 900;

interface Options {
  readonly keep?: true;
  readonly timeout: number;
  readonly drills?: readonly string[];
}

const program = new Command('rehearse-compose')
  .description(
    'starts docker-compose.yml on this machine, where no image can be pulled: builds stand-ins for the images of others and ours by their Dockerfiles, ' +
      'starts all that can be had in an engine of its own, runs the smoke checks, and takes everything down. Exit code 1: something is wrong.',
  )
  .option('--keep', 'leave the platform and the engine running for a look, until Ctrl-C')
  .option('--timeout <seconds>', 'for everything to get healthy', positive, DEFAULT_TIMEOUT_SECONDS)
  .option('--drills <names...>', "also run these drills, on the project's own settings and ports")
  .showHelpAfterError()
  .action(async (options: Options) => {
    const paths = resolvePaths();
    const { state } = rehearsalFolders(paths);
    fs.mkdirSync(state, { recursive: true });
    const busy = (pid: number) => new CommandFailure(`A rehearsal is under way already, by pid ${pid}.`);
    await exclusively(path.join(state, 'lock'), busy, () => rehearse(paths, options));
  });

async function rehearse(paths: Paths, options: Options): Promise<void> {
  if (options.drills) refuseBesideNative(paths);
  const folders = rehearsalFolders(paths);
  await ensureInstalled([DOCKER_COMPOSE], paths);
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const engine = await startRehearsalEngine(folders, path.join(paths.bin, DOCKER_COMPOSE.binary));
  try {
    const { file, values } = options.drills ? projectSettings(paths) : rehearsalSettings(paths, folders.settings);
    // For every command that follows, this process's own and others: which engine, and which settings.
    Object.assign(process.env, values, engine.env);
    await rehearseIn(await loadRehearsal(paths, file), options, interrupt.signal);
  } finally {
    await engine.stop();
    fs.rmSync(folders.run, { recursive: true, force: true });
  }
}

async function rehearseIn(rehearsal: Rehearsal, options: Options, interrupted: AbortSignal): Promise<void> {
  const { keep, timeout, drills } = options;
  const { leftOut } = rehearsal.chosen;
  print(`Left out, since their images can neither be pulled nor be made here: ${leftOut.join(', ')}.`);
  let logs: Logs | undefined;
  try {
    // One that was killed has left its volumes, with the secrets that it had.
    await end(rehearsal);
    if (drills) await checkPorts([describeLogShipper(rehearsal, rehearsal.folders.logs)]);
    await start(rehearsal, timeout * 1000);
    if (drills) logs = await bringLogs(rehearsal);
    await check(rehearsal);
    // What runs then has heard of Ctrl-C itself; what comes next would not.
    if (interrupted.aborted) throw new CommandFailure('The rehearsal was interrupted.');
    if (drills) await runDrills(rehearsal, drills);
    print('The rehearsal has passed.');
  } catch (error) {
    // Before the wait, and not only at the end.
    if (keep) print(error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    if (keep) await look(rehearsal, interrupted);
    try {
      await logs?.stop();
    } finally {
      await end(rehearsal);
    }
  }
}

async function look({ folders, settings, envFile }: Rehearsal, interrupted: AbortSignal): Promise<void> {
  print(`Kept until Ctrl-C. Console: http://localhost:${settings.ports.console} Settings: ${envFile}`);
  print(`Engine: DOCKER_HOST=${process.env['DOCKER_HOST'] ?? ''} DOCKER_CONFIG=${folders.client} /usr/bin/docker ps`);
  if (!interrupted.aborted) await once(interrupted, 'abort');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${failureText(error)}\n`);
  process.exitCode = EXIT_FAILED;
});

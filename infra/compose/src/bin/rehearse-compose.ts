#!/usr/bin/env node
import {
  CommandFailure,
  DOCKER_COMPOSE,
  ensureGoTool,
  exclusively,
  failureText,
  positive,
  resolvePaths,
  type Paths,
} from '@firewatch/native';
import { Command } from 'commander';
import fs from 'node:fs';
import path from 'node:path';
import { startRehearsalEngine } from '../rehearsal/engine';
import { rehearsalFolders } from '../rehearsal/folders';
import { check, end, loadRehearsal, start, type Rehearsal } from '../rehearsal/rehearse';
import { rehearsalSettings } from '../rehearsal/settings';

const EXIT_FAILED = 1;
const DEFAULT_TIMEOUT_SECONDS = 900;

interface Options {
  readonly keep?: true;
  readonly timeout: number;
}

const program = new Command('rehearse-compose')
  .description(
    'starts docker-compose.yml on this machine, where no image can be pulled: builds stand-ins for the images of others and ours by their Dockerfiles, ' +
      'starts all that can be had in an engine of its own, runs the smoke checks, and takes everything down. Exit code 1: something is wrong.',
  )
  .option('--keep', 'leave the platform and the engine running for a look, until Ctrl-C')
  .option('--timeout <seconds>', 'for everything to get healthy', positive, DEFAULT_TIMEOUT_SECONDS)
  .showHelpAfterError()
  .action(async (options: Options) => {
    const paths = resolvePaths();
    const { state } = rehearsalFolders(paths);
    fs.mkdirSync(state, { recursive: true });
    const busy = (pid: number) => new CommandFailure(`A rehearsal is under way already, by pid ${pid}.`);
    await exclusively(path.join(state, 'lock'), busy, () => rehearse(paths, options));
  });

async function rehearse(paths: Paths, { keep, timeout }: Options): Promise<void> {
  const folders = rehearsalFolders(paths);
  await ensureGoTool(DOCKER_COMPOSE, paths);
  const interrupted = new Promise<void>((resolve) => process.once('SIGINT', resolve));
  const engine = await startRehearsalEngine(folders, path.join(paths.bin, DOCKER_COMPOSE.binary));
  try {
    const { file, values } = rehearsalSettings(paths, folders.settings);
    // For every command that follows, this process's own and others: which engine, which ports, which secrets.
    Object.assign(process.env, values, engine.env);
    await rehearseIn(await loadRehearsal(paths, file), { keep: keep === true, timeout, interrupted });
  } finally {
    await engine.stop();
    fs.rmSync(folders.run, { recursive: true, force: true });
  }
}

async function rehearseIn(
  rehearsal: Rehearsal,
  { keep, timeout, interrupted }: { keep: boolean; timeout: number; interrupted: Promise<void> },
): Promise<void> {
  const { leftOut } = rehearsal.chosen;
  print(`Left out, since their images can neither be pulled nor be made here: ${leftOut.join(', ')}.`);
  try {
    await start(rehearsal, timeout * 1000);
    await check(rehearsal);
    print('The rehearsal has passed.');
  } catch (error) {
    // Before the wait, and not only at the end.
    if (keep) print(error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    if (keep) await look(rehearsal, interrupted);
    await end(rehearsal);
  }
}

async function look({ folders, settings }: Rehearsal, interrupted: Promise<void>): Promise<void> {
  print(
    `Kept until Ctrl-C. Console: http://localhost:${settings.ports.console} Settings: ${folders.settings}/.env.local`,
  );
  print(`Engine: DOCKER_HOST=${process.env['DOCKER_HOST'] ?? ''} DOCKER_CONFIG=${folders.client} /usr/bin/docker ps`);
  await interrupted;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${failureText(error)}\n`);
  process.exitCode = EXIT_FAILED;
});

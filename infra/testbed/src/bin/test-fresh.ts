#!/usr/bin/env node
import {
  checkPorts,
  CommandFailure,
  DEBOOTSTRAP,
  ensureInstalled,
  failureText,
  PORTS,
  resolvePaths,
} from '@firewatch/native';
import { Command, Option } from 'commander';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { environmentOf, makeBareRoot, removeBareRoot, requireRoot, CLONE } from '../fresh/bare-root';
import { readBlocks, type Block } from '../fresh/readme-blocks';
import { readRegistrySettings } from '../fresh/registry-settings';
import { Terminal } from '../fresh/terminal';
import { takeWalk, type Timed } from '../fresh/walk';
import { strayExpectations, WALKS, type Walk } from '../fresh/walks';

const EXIT_FAILED = 1;
const SETTLE_MS = 10_000;

const paths = resolvePaths();
const folder = path.join(paths.state, 'fresh');
const since = Date.now();

interface Options {
  readonly only?: Walk['name'];
  readonly keep?: true;
}

const program = new Command('test-fresh')
  .description(
    'makes a bare Debian 12 by debootstrap, with git, make, curl and a clone of the current commit in it, and runs there what the README says: ' +
      'the commands of "Start it" and the tour with its drill, then, on another, `make test`. Needs root, the network, free ports, 15 GB of disk. ' +
      `Exit code ${EXIT_FAILED}: something failed.`,
  )
  .addOption(new Option('--only <name>', 'one of the two').choices(WALKS.map(({ name }) => name)))
  .option('--keep', 'leave the root of a failure in .firewatch/fresh')
  .showHelpAfterError()
  .action(async ({ only, keep = false as never }: Options) => {
    requireRoot();
    await checkPorts([{ name: 'the platform', ports: defaultPorts() }]);
    await ensureInstalled([DEBOOTSTRAP], paths);
    const blocks = readBlocks(fs.readFileSync(path.join(paths.root, 'README.md'), 'utf8'));
    const stray = strayExpectations(blocks);
    if (stray.length > 0)
      throw new CommandFailure(`README.md has no step or section any more named: ${stray.join(', ')}`);
    fs.mkdirSync(folder, { recursive: true });
    const timed: Timed[] = [];
    for (const walk of WALKS.filter(({ name }) => only === undefined || name === only)) {
      timed.push(...(await onBareMachine(walk, blocks, keep)));
    }
    print('The README holds on a bare Debian 12:');
    for (const { what, seconds } of timed) process.stdout.write(`  ${String(seconds).padStart(5)} s  ${what}\n`);
  });

/** A walk on a machine of its own, which is gone afterwards, however it ends. */
async function onBareMachine(walk: Walk, blocks: readonly Block[], keep: boolean): Promise<Timed[]> {
  const root = path.join(folder, `root-${walk.name}`);
  const log = path.join(folder, `${walk.name}.log`);
  await removeBareRoot(root);
  fs.rmSync(log, { force: true });
  const settings = readRegistrySettings();
  let terminal: Terminal | undefined;
  let isWell = false;
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => reject(new CommandFailure(`Interrupted by ${signal}.`)));
    }
  });
  const work = async (): Promise<Timed[]> => {
    print(`Making a bare Debian 12 in ${root}`);
    const commit = await makeBareRoot(root, paths, settings);
    print(`Commit ${commit.slice(0, 12)} is in its ${CLONE}; all output goes to ${log}`);
    terminal = new Terminal(root, paths, environmentOf(settings), (line) => fs.appendFileSync(log, `${line}\n`));
    return takeWalk(walk, blocks, { terminal, progress: print });
  };
  const working = work();
  try {
    const timed = await Promise.race([working, interrupted]);
    isWell = true;
    return timed;
  } finally {
    await terminal?.end();
    // After Ctrl-C: what it was at has ended by the same signal, and removes what it had begun.
    await Promise.race([working.catch(() => undefined), delay(SETTLE_MS)]);
    if (isWell || !keep) await removeBareRoot(root);
    else print(`Kept: ${root}`);
  }
}

function defaultPorts(): Record<string, number> {
  return Object.fromEntries(Object.entries(PORTS).map(([name, [, port]]) => [name, port]));
}

/** With the time that has passed. */
function print(line: string): void {
  const seconds = Math.round((Date.now() - since) / 1000);
  process.stdout.write(`[${String(seconds).padStart(5)} s] ${line}\n`);
}

program
  .parseAsync()
  .then(() => process.exit())
  .catch((error: unknown) => {
    process.stderr.write(`${failureText(error)}\n`);
    process.exit(EXIT_FAILED);
  });

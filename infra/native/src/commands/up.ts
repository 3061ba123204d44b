import fs from 'node:fs';
import path from 'node:path';
import { endpoints } from '../endpoints';
import { ensureEnvLocal } from '../env-file';
import { ensureInstalled } from '../install/ensure-installed';
import { PROCESS_COMPOSE } from '../install/go';
import { findMissing, isNothing } from '../install/install';
import { runCommand } from '../install/run-command';
import { TEST_TOOLS } from '../install/test-tools';
import type { Artefact, Component, ProcessSpec } from '../platform/component';
import { resolvePaths, type Paths } from '../platform/paths';
import { makeStateFolders, writeFiles } from '../platform/write-files';
import { Supervisor } from '../supervisor/client';
import { renderConfiguration } from '../supervisor/configuration';
import {
  baseEnvironment,
  findSupervisor,
  launchPrefix,
  startSupervisor,
  supervisorFiles,
  writeConfiguration,
} from '../supervisor/launch';
import { exclusively } from '../system/lock';
import { sweep } from '../system/sweep';
import { noteHealthy, readLastUp, writeLastUp } from './last-up';
import { CommandFailure } from './command-failure';
import { dataUserOfThisRun, loadPlatform, type Platform } from './platform';
import { checkMachine, checkMemory, checkPorts, checkPrograms } from './preflight';
import { briefly, runTasks } from '../progress';
import { describePlatform } from './status';
import { progressOf, waitHealthy } from './wait-healthy';

export interface UpOptions {
  /** When the user gave the command, in epoch milliseconds; the time to healthy counts from here. */
  readonly since: number;
  /** For all processes together to get healthy. */
  readonly timeoutMs: number;
}

/** Installs what is missing and starts the platform, or what of it does not run. Throws CommandFailure. */
export async function up(components: readonly Component[], options: UpOptions): Promise<void> {
  const paths = resolvePaths();
  checkMachine(paths, false);
  const env = ensureEnvLocal(paths);
  if (env !== 'unchanged') print(`${env === 'created' ? 'Made' : 'Completed'} .env.local with generated secrets.`);
  const platform = loadPlatform(components, paths);
  makeStateFolders(paths);
  const supervisor = new Supervisor(paths);
  await exclusively(lockFile(paths), busy, async () => {
    if (await supervisor.isUp()) await resume(platform, supervisor, options);
    else await start(platform, supervisor, options);
  });
  print(await summary(platform, supervisor));
}

/** Downloads and builds what is missing, and starts nothing. @param withTests also what only the tests need */
export async function install(components: readonly Component[], { withTests = false } = {}): Promise<void> {
  const paths = resolvePaths();
  checkMachine(paths, false);
  ensureEnvLocal(paths);
  const platform = loadPlatform(components, paths);
  makeStateFolders(paths);
  await exclusively(lockFile(paths), busy, () => installMissing(platform, withTests ? TEST_TOOLS : []));
}

/** What the supervisor starts processes by. */
const OWN_PROGRAMS: readonly Artefact[] = [
  { kind: 'apt', packages: ['util-linux'], probe: '/usr/bin/setpriv' },
  { kind: 'apt', packages: ['bash'], probe: '/bin/bash' },
  { kind: 'apt', packages: ['curl'], probe: '/usr/bin/curl' },
];

const lockFile = (paths: Paths) => path.join(paths.state, 'up.lock');

const busy = (pid: number) => new CommandFailure(`The platform is being started already, by pid ${pid}.`);

async function start(platform: Platform, supervisor: Supervisor, options: UpOptions): Promise<void> {
  const { paths, plan } = platform;
  await sweepLeftovers(platform);
  await checkPorts(plan.processes);
  checkMemory();
  await installMissing(platform);
  checkPrograms(platform);
  const dataUser = dataUserOfThisRun();
  writeFiles(plan, platform, dataUser);
  writeConfiguration(paths, renderConfiguration(plan.processes, paths, launchPrefix(paths, dataUser)));
  const startedAt = new Date(options.since).toISOString();
  writeLastUp(paths, { startedAt, healthyAfterSeconds: null, seeded: false });
  const wanted = plan.processes.filter(({ kind }) => kind !== 'manual');
  await runTasks([
    {
      title: 'Supervisor',
      task: briefly(async () => {
        await startSupervisor(paths);
      }),
    },
    {
      title: `${wanted.length} components`,
      task: briefly((_, task: Progress) => waitWithProgress(wanted, supervisor, platform, options.timeoutMs, task)),
    },
  ]);
  noteHealthy(paths);
  await seed(platform);
}

/** The platform runs already: starts what of it does not, in dependency order. */
async function resume(platform: Platform, supervisor: Supervisor, options: UpOptions): Promise<void> {
  const { paths, plan } = platform;
  const { yaml } = renderConfiguration(plan.processes, paths, launchPrefix(paths, dataUserOfThisRun()));
  if (fs.readFileSync(supervisorFiles(paths).configuration, 'utf8') !== yaml) {
    print('The platform is running with other settings or components than these. To apply them: make dev-down dev-up');
  }
  const states = new Map((await supervisor.list()).map((state) => [state.name, state]));
  const wanted = plan.processes.filter(({ kind, name }) => kind !== 'manual' && states.has(name));
  const missing = wanted.filter((spec) => progressOf(spec, states.get(spec.name)) !== 'healthy');
  if (missing.length === 0) {
    print('The platform is already running, and all of it is healthy.');
  } else {
    await runTasks(
      missing.map((spec) => ({
        title: spec.name,
        task: briefly(async (_, task: Progress) => {
          await supervisor.start(spec.name);
          await waitWithProgress([spec], supervisor, platform, options.timeoutMs, task);
        }),
      })),
    );
  }
  noteHealthy(paths);
  if (readLastUp(paths)?.seeded !== true) await seed(platform);
}

/** Ends what is left of a platform whose supervisor is gone, or does not answer. */
async function sweepLeftovers({ paths }: Platform): Promise<void> {
  const hung = findSupervisor(paths);
  if (hung !== undefined) print(`The supervisor (pid ${hung}) does not answer; it is ended first.`);
  const left = await sweep(paths.state);
  if (left.length > 0) print(`Ended ${left.length} processes that an earlier run had left.`);
}

async function installMissing({ plan, paths }: Platform, more: readonly Artefact[] = []): Promise<void> {
  const wanted = [...OWN_PROGRAMS, PROCESS_COMPOSE, ...plan.artefacts, ...more];
  if (isNothing(findMissing(wanted, paths))) return;
  checkMachine(paths, true);
  await ensureInstalled(wanted, paths, process.stdout);
}

/** Where a task shows what it is at. */
interface Progress {
  output: string;
}

async function waitWithProgress(
  specs: readonly ProcessSpec[],
  supervisor: Supervisor,
  { paths }: Platform,
  timeoutMs: number,
  task: Progress,
): Promise<void> {
  try {
    await waitHealthy(specs, supervisor, paths, timeoutMs, (line) => (task.output = line));
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    const hint = 'The rest is left running for diagnosis: make dev-status, make dev-logs SERVICE=…, make dev-down.';
    throw new CommandFailure(`${error.message}\n${hint}`, { cause: error });
  }
}

/** Users and tasks through the real API. The program itself sees to it that this happens once. */
async function seed({ settings, paths }: Platform): Promise<void> {
  const log = path.join(paths.run, 'seed.log');
  fs.rmSync(log, { force: true });
  const program = path.join(paths.root, 'app/build/bin/seed.js');
  await runTasks([
    {
      title: 'Seed users and tasks',
      task: briefly(() =>
        runCommand(['node', program], {
          cwd: paths.root,
          env: {
            ...baseEnvironment(paths),
            SEED_API_URL: endpoints(settings).taskService,
            SEED_USER_PASSWORD: settings.secrets.seedUserPassword,
          },
          log,
        }),
      ),
    },
  ]);
  const lastUp = readLastUp(paths);
  if (lastUp) writeLastUp(paths, { ...lastUp, seeded: true });
}

async function summary(platform: Platform, supervisor: Supervisor): Promise<string> {
  const { settings, paths, plan } = platform;
  const status = await describePlatform(platform, supervisor);
  const width = Math.max(0, ...plan.links.map(({ title }) => title.length));
  return [
    '',
    ...plan.links.map(({ title, url }) => `  ${title.padEnd(width)}  ${url}`),
    '',
    `  Log in as demo@firewatch.example with the password ${settings.secrets.seedUserPassword} (SEED_USER_PASSWORD)`,
    `  Healthy ${readLastUp(paths)?.healthyAfterSeconds ?? '?'} s after make dev-up; resident memory ${Math.round(status.memoryBytes / 2 ** 20)} MB`,
    '',
  ].join('\n');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

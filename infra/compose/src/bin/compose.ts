import { addDrillCommand, addProveCommand, tellWarnings } from '@firewatch/drills';
import { failureText, formatStatus, positive } from '@firewatch/native';
import { Command } from 'commander';
import { down } from '../commands/down';
import { showLogs } from '../commands/logs';
import { composePaths, loadProject, NotRunning, requireRunning } from '../commands/project';
import { restartService, stopService } from '../commands/restart';
import { describeMemory, describeProject } from '../commands/status';
import { startTraffic, stopTraffic } from '../commands/traffic';
import { up } from '../commands/up';
import { containerPlatform } from '../drills/container-platform';

const EXIT_FAILED = 1;
const EXIT_UNHEALTHY = 3;
const EXIT_NOT_RUNNING = 4;
/** Longer than natively: images start on a cold page cache, and there are more of them. */
const DEFAULT_TIMEOUT_SECONDS = 600;

tellWarnings();
const program = new Command('compose')
  .description('The platform in containers, by docker compose')
  .option('--root <folder>', "the project's folder (default: this one)")
  .showHelpAfterError();

program
  .command('up')
  .description('pull and build images, start the platform, wait until it is healthy; seeding is part of it')
  .option('--since <seconds>', 'when the command was given, in epoch seconds', positive)
  .option('--timeout <seconds>', 'for everything to get healthy', positive, DEFAULT_TIMEOUT_SECONDS)
  .action(async (options: { since?: number; timeout: number }) => {
    const since = options.since === undefined ? Date.now() : options.since * 1000;
    await up(paths(), { since, timeoutMs: options.timeout * 1000 });
  });

program
  .command('down')
  .description('stop the platform and remove its containers and networks; data stays')
  .option('--remove-data', 'remove the volumes, too')
  .action((options: { removeData?: boolean }) =>
    down(paths(), { removeData: options.removeData === true, log: print }),
  );

program
  .command('restart')
  .description('restart one service, or the whole platform')
  .argument('[service]')
  .option('--timeout <seconds>', 'to get healthy', positive, DEFAULT_TIMEOUT_SECONDS)
  .action(async (service: string | undefined, options: { timeout: number }) => {
    const timeoutMs = options.timeout * 1000;
    const since = Date.now();
    if (service === undefined) {
      await down(paths(), { removeData: false, log: print });
      await up(paths(), { since, timeoutMs });
    } else {
      await restartService(await project(), service, timeoutMs);
      print(`${service} is healthy after ${((Date.now() - since) / 1000).toFixed(1)} s.`);
    }
  });

program
  .command('stop')
  .description('stop one service; `restart` starts it again')
  .argument('<service>')
  .action(async (service: string) => {
    await stopService(await project(), service);
    print(`${service} is stopped. To start it: make dev-restart SERVICE=${service}`);
  });

program
  .command('logs')
  .description('show and follow the logs of one service, or of all')
  .argument('[service]')
  .option('--no-follow', 'only what is there')
  .option('--lines <number>', 'of each log to begin with', positive, 20)
  .action(async (service: string | undefined, options: { follow: boolean; lines: number }) => {
    const abort = new AbortController();
    process.once('SIGINT', () => abort.abort());
    await showLogs(await project(), { service, ...options, signal: abort.signal });
  });

program
  .command('status')
  .description(
    `health, pid, memory, ports and uptime of each service; exit code ${EXIT_UNHEALTHY} when one is unhealthy, ${EXIT_NOT_RUNNING} when the platform is not running`,
  )
  .option('--json', 'for machines')
  .action(async (options: { json?: boolean }) => {
    const loaded = await project();
    const status = await describeProject(loaded, await requireRunning(loaded));
    print(options.json === true ? JSON.stringify(status, null, 2) : formatStatus(status, describeMemory));
    if (!status.healthy) process.exitCode = EXIT_UNHEALTHY;
  });

const traffic = program.command('traffic').description('background traffic by users that come and go');
traffic
  .command('start')
  .description('start it, or change the rate of the traffic that runs')
  .option('--rate <n>', 'mean requests a second (default: the setting TRAFFIC_RATE)', positive)
  .action(async (options: { rate?: number }) => {
    const loaded = await project();
    const rate = options.rate ?? loaded.settings.trafficRate;
    await startTraffic(loaded, rate);
    print(`traffic runs: ${rate} requests/s`);
  });
traffic
  .command('stop')
  .description('stop it')
  .action(async () => print((await stopTraffic(await project())) ? 'traffic stopped' : 'no traffic was running'));

const drilled = async () => containerPlatform(await project(), [process.execPath, __filename, 'drill', 'guard']);
addDrillCommand(program, drilled);
addProveCommand(program, drilled);

function paths() {
  return composePaths(program.opts<{ root?: string }>().root);
}

function project() {
  return loadProject(paths());
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

// `logs | head` closes the pipe: that ends the command, it is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${failureText(error)}\n`);
  if (error instanceof NotRunning) process.stderr.write('To start it: make dev-up\n');
  process.exitCode = error instanceof NotRunning ? EXIT_NOT_RUNNING : EXIT_FAILED;
});

import { Command, Option } from 'commander';
import fs from 'node:fs';
import path from 'node:path';
import { setClock } from '../clock/set-clock';
import { components } from '../components';
import { describeClock, formatClock } from '../commands/clock';
import { down } from '../commands/down';
import { checkEnv, formatEnvReport } from '../commands/env-check';
import { followLogs, printLogs } from '../commands/logs';
import { CommandFailure } from '../commands/command-failure';
import { failureText } from '../commands/failure-text';
import { loadPlatform, requireService } from '../commands/platform';
import { positive } from '../commands/positive';
import { restartService, stopService } from '../commands/restart';
import { describePlatform, formatStatus } from '../commands/status';
import { install, up } from '../commands/up';
import { renderEnvExample } from '../env-file';
import { resolvePaths } from '../platform/paths';
import { readSettings } from '../settings';
import { Supervisor, SupervisorError } from '../supervisor/client';

const EXIT_FAILED = 1;
const EXIT_UNHEALTHY = 3;
const EXIT_NOT_RUNNING = 4;
const DEFAULT_TIMEOUT_SECONDS = 180;

// Files for PostgreSQL's and Elasticsearch's user are readable to others unless their own mode says otherwise.
process.umask(0o022);

const program = new Command('platform').description('The platform as local processes').showHelpAfterError();

program
  .command('up')
  .description('install what is missing, start the platform, wait until it is healthy, seed it')
  .option('--since <seconds>', 'when the command was given, in epoch seconds', positive)
  .option('--timeout <seconds>', 'for everything to get healthy', positive, DEFAULT_TIMEOUT_SECONDS)
  .action(async (options: { since?: number; timeout: number }) => {
    const since = options.since === undefined ? Date.now() : options.since * 1000;
    await up(components, { since, timeoutMs: options.timeout * 1000 });
  });

program
  .command('down')
  .description('stop the platform; leave no process and no taken port; data stays')
  .option('--remove-data', 'remove what the components have stored, too')
  .action((options: { removeData?: boolean }) => down(components, print, options));

program
  .command('restart')
  .description('restart one service, or the whole platform')
  .argument('[service]')
  .option('--timeout <seconds>', 'to get healthy', positive, DEFAULT_TIMEOUT_SECONDS)
  .action(async (service: string | undefined, options: { timeout: number }) => {
    const timeoutMs = options.timeout * 1000;
    const since = Date.now();
    if (service === undefined) {
      await down(components, print);
      await up(components, { since, timeoutMs });
    } else {
      await restartService(loadPlatform(components), service, timeoutMs);
      print(`${service} is healthy after ${((Date.now() - since) / 1000).toFixed(1)} s.`);
    }
  });

program
  .command('stop')
  .description('stop one service; `restart` starts it again')
  .argument('<service>')
  .action(async (service: string) => {
    await stopService(loadPlatform(components), service);
    print(`${service} is stopped. To start it: make dev-restart SERVICE=${service}`);
  });

program
  .command('logs')
  .description('show and follow the logs of one service, or of all')
  .argument('[service]')
  .option('--no-follow', 'only what is there')
  .option('--lines <number>', 'of each log to begin with', positive, 20)
  .action(async (service: string | undefined, options: { follow: boolean; lines: number }) => {
    const { plan, paths } = loadPlatform(components);
    if (service !== undefined) requireService(plan, service);
    const services = service === undefined ? plan.processes.map(({ name }) => name) : [service];
    const logs = { folder: paths.log, services, lines: options.lines, write };
    printLogs(logs);
    if (!options.follow) return;
    const abort = new AbortController();
    process.once('SIGINT', () => abort.abort());
    await followLogs(logs, abort.signal);
  });

program
  .command('status')
  .description(
    `health, pid, memory, ports and uptime of each service; exit code ${EXIT_UNHEALTHY} when one is unhealthy, ${EXIT_NOT_RUNNING} when the platform is not running`,
  )
  .option('--json', 'for machines')
  .action(async (options: { json?: boolean }) => {
    const platform = loadPlatform(components);
    const status = await describePlatform(platform, new Supervisor(platform.paths));
    print(options.json === true ? JSON.stringify(status, null, 2) : formatStatus(status));
    if (!status.healthy) process.exitCode = EXIT_UNHEALTHY;
  });

program
  .command('clock')
  .description('show the clock of the alert path, or set it')
  .addOption(
    new Option('--speed <number>', "times as fast as production, e.g. 10; 1: production's time").argParser(positive),
  )
  .addOption(new Option('--rest', "back to rest: production's rules, the interval of the settings").conflicts('speed'))
  .option('--json', 'for machines')
  .action(async (options: { speed?: number; rest?: boolean; json?: boolean }) => {
    const paths = resolvePaths();
    if (options.speed !== undefined || options.rest === true) {
      const speed = options.speed === undefined ? {} : { speed: options.speed };
      const abort = new AbortController();
      const interrupted = new CommandFailure('Interrupted. The clock may be half set: set it again.');
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort(interrupted));
      const { signal } = abort;
      await setClock({ paths, settings: readSettings(paths.root), ...speed, signal, onProgress: printError });
    }
    const clock = await describeClock(paths, new Supervisor(paths));
    print(options.json === true ? JSON.stringify(clock, null, 2) : formatClock(clock));
  });

program
  .command('install')
  .description('download and build what is missing; start nothing')
  .option('--with-tests', 'also the browser that the component tests need')
  .action((options: { withTests?: boolean }) => install(components, options));

program
  .command('env-check')
  .description('name everything that is wrong with .env.local and the environment; exit code 1 when something is')
  .option('--json', 'for machines')
  .action((options: { json?: boolean }) => {
    const report = checkEnv(resolvePaths().root, process.env);
    print(options.json === true ? JSON.stringify(report, null, 2) : formatEnvReport(report));
    if (report.problems.length > 0) process.exitCode = EXIT_FAILED;
  });

program
  .command('env-example')
  .description('write .env.local.example anew from the schema of the settings')
  .action(() => fs.writeFileSync(path.join(resolvePaths().root, '.env.local.example'), renderEnvExample()));

function write(text: string): void {
  process.stdout.write(text);
}

function print(line: string): void {
  write(`${line}\n`);
}

/** Progress, so that what is for machines stays alone on stdout. */
function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}

// `logs | head` closes the pipe: that ends the command, it is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${failureText(error)}\n`);
  const unreachable = error instanceof SupervisorError && error.unreachable;
  if (unreachable) process.stderr.write('To start it: make dev-up\n');
  process.exitCode = unreachable ? EXIT_NOT_RUNNING : EXIT_FAILED;
});

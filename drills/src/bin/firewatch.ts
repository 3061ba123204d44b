#!/usr/bin/env node
import { readSettings, resolvePaths, Supervisor, SupervisorError } from '@firewatch/native';
import { readEnv } from '@firewatch/telemetry';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { consoleSchema, runConsole } from '../console/run';
import { addDrillCommand } from './drill-command';
import { addProveCommand } from './prove-command';
import { tellWarnings } from '../tell-warnings';
import { runDlq } from '../dead-letters/run-dlq';
import { deadMansSwitchSchema, runDeadMansSwitch } from '../dead-mans-switch/run';
import { runSlackReceiver, slackReceiverSchema } from '../slack-receiver/run';
import { nativePlatform } from '../platform/native-platform';
import type { TrafficControl } from '../traffic/control';
import { nativeTraffic } from '../traffic/native-traffic';
import { parseRate } from '../traffic/rate';
import { DEFAULT_USERS, MAX_USERS, readRequest } from '../traffic/request-file';
import { runTraffic } from '../traffic/run';
import { trafficTarget } from '../traffic/target';

const EXIT = { failed: 1, usage: 2, notRunning: 3 } as const;

interface TrafficOptions {
  readonly rate?: number;
  readonly users?: number;
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

function rate(value: string): number {
  try {
    return parseRate(value);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function users(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > MAX_USERS) {
    throw new InvalidArgumentError(`give a whole number from 1 to ${MAX_USERS}`);
  }
  return count;
}

function control(): TrafficControl {
  const paths = resolvePaths();
  return nativeTraffic(new Supervisor(paths), paths.run);
}

async function run(options: TrafficOptions): Promise<void> {
  const { rate, ...target } = trafficTarget();
  const asked = readRequest(resolvePaths().run);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  await runTraffic(
    {
      ...target,
      rate: options.rate ?? asked?.rate ?? rate,
      users: options.users ?? asked?.users ?? DEFAULT_USERS,
    },
    stop.signal,
  );
}

async function start(options: TrafficOptions): Promise<void> {
  const request = { rate: options.rate ?? readSettings().trafficRate, users: options.users ?? DEFAULT_USERS };
  await control().start(request);
  say(`traffic runs: ${request.rate} requests/s by ${request.users} users`);
}

async function stop(): Promise<void> {
  say((await control().stop()) ? 'traffic stopped' : 'no traffic was running');
}

async function status({ json = false }: { json?: boolean }): Promise<void> {
  const found = await control().status();
  if (json) say(JSON.stringify(found));
  else if (!found.running) say('no traffic is running');
  else say(`traffic runs${found.rate === undefined ? '' : `: ${found.rate} requests/s by ${found.users ?? 0} users`}`);
  if (!found.running) process.exitCode = EXIT.notRunning;
}

function program(): Command {
  const firewatch = new Command('firewatch')
    .description('Background traffic for the running platform, and what watches its alerts')
    .exitOverride()
    .showHelpAfterError();
  const traffic = firewatch.command('traffic').description('Generate background traffic by users that come and go');
  const rateOption = [
    '--rate <n>',
    'mean requests a second: 3, 0.5, 90/min (default: the setting TRAFFIC_RATE)',
    rate,
  ] as const;
  const usersOption = ['--users <n>', `how many users, 1 to ${MAX_USERS} (default: ${DEFAULT_USERS})`, users] as const;
  traffic
    .command('run')
    .description('generate traffic in the foreground until interrupted')
    .option(...rateOption)
    .option(...usersOption)
    .action(run);
  traffic
    .command('start')
    .description('have the supervisor generate traffic, or change the rate of the traffic that runs')
    .option(...rateOption)
    .option(...usersOption)
    .action(start);
  traffic.command('stop').description('stop the traffic').action(stop);
  traffic
    .command('status')
    .description(`say whether traffic runs; exit code ${EXIT.notRunning} when it does not`)
    .option('--json', 'print one JSON object')
    .action(status);
  firewatch
    .command('slack')
    .description("Slack's incoming webhooks, without Slack")
    .command('run')
    .description('receive in the foreground until interrupted; what it needs is read from the environment')
    .action(() => runSlackReceiver(readEnv(slackReceiverSchema)));
  firewatch
    .command('dead-mans-switch')
    .description('Watch the alert path from outside')
    .command('run')
    .description('watch in the foreground until interrupted; what it needs is read from the environment')
    .action(() => runDeadMansSwitch(readEnv(deadMansSwitchSchema)));
  firewatch
    .command('console')
    .description('The pages that the links of alerts lead to')
    .command('run')
    .description('serve in the foreground until interrupted; what it needs is read from the environment')
    .action(() => runConsole(readEnv(consoleSchema)));
  firewatch
    .command('dlq')
    .description('Look at dead letters, replay them, drop them; dlq --help says more')
    .argument('[words...]')
    // They are the program's, --help among them.
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: string[]) => {
      process.exitCode = await runDlq(words);
    });
  const load = () => Promise.resolve(nativePlatform());
  addDrillCommand(firewatch, load);
  addProveCommand(firewatch, load);
  return firewatch;
}

tellWarnings();
program()
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
      return;
    }
    process.stderr.write(`firewatch: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = EXIT.failed;
    if (error instanceof SupervisorError && error.unreachable) process.stderr.write('To start it: make dev-up\n');
  });

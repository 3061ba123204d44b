#!/usr/bin/env node
import { SupervisorError } from '@firewatch/native';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { fuzzApi, type FuzzOptions } from '../fuzz/fuzz-api';
import { waitUntilAllReady } from '../platform/processes';

const EXIT = { failed: 1, usage: 2, notRunning: 3 } as const;
const DEFAULT_EXAMPLES = 500;

function whole(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('give a whole number greater than 0');
}

new Command('test-api-fuzz')
  .description(
    `Sends the running API what its OpenAPI document allows and what it does not; exit code ${EXIT.failed} for an answer that is not documented or a 5xx, ${EXIT.notRunning} when the platform does not run.`,
  )
  .option('--examples <n>', 'random cases for each operation', whole, DEFAULT_EXAMPLES)
  .option('--seed <n>', 'of the cases (default: another each time)', whole)
  .exitOverride()
  .showHelpAfterError()
  .action(async (options: FuzzOptions) => {
    await waitUntilAllReady();
    if ((await fuzzApi(options)) !== 0) process.exitCode = EXIT.failed;
  })
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
      return;
    }
    const unreachable = error instanceof SupervisorError && error.unreachable;
    process.stderr.write(`test-api-fuzz: ${error instanceof Error ? error.message : String(error)}\n`);
    if (unreachable) process.stderr.write('To start it: make dev-up\n');
    process.exitCode = unreachable ? EXIT.notRunning : EXIT.failed;
  });

#!/usr/bin/env node
import { Command } from 'commander';
import { fuzzApi, type FuzzOptions } from '../fuzz/fuzz-api';
import { waitUntilAllReady } from '../platform/processes';
import { EXIT, runProgram, whole } from './program';

const DEFAULT_EXAMPLES = 500;

runProgram(
  new Command('test-api-fuzz')
    .description(
      `Sends the running API what its OpenAPI document allows and what it does not; exit code ${EXIT.failed} for an answer that is not documented or a 5xx, ${EXIT.notRunning} when the platform does not run.`,
    )
    .option('--examples <n>', 'random cases for each operation', whole, DEFAULT_EXAMPLES)
    .option('--seed <n>', 'of the cases (default: another each time)', whole)
    .action(async (options: FuzzOptions) => {
      await waitUntilAllReady();
      if ((await fuzzApi(options)) !== 0) process.exitCode = EXIT.failed;
    }),
);

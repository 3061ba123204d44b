#!/usr/bin/env node
import { COMPOSE_CONFIG, ensureInstalled, resolvePaths } from '@firewatch/native';
import { Command } from 'commander';
import { ToolMissingError } from '../check/accepted/run-tool';
import { READING_CHECKS, RUNNING_CHECKS } from '../check/checks';
import { formatResults } from '../check/format-results';
import { ImageContentsError } from '../check/image-contents';
import { ComposeFileError } from '../check/read-compose-file';
import { runChecks } from '../check/run-checks';
import { readSubject } from '../check/subject';

const EXIT_FINDINGS = 1;
const EXIT_NOT_CHECKED = 2;

interface Options {
  readonly json?: boolean;
  readonly install?: boolean;
  readonly running: boolean;
}

const command = new Command('check-compose')
  .description(
    `proof of docker-compose.yml without pulling an image; exit code ${EXIT_FINDINGS} for findings, ${EXIT_NOT_CHECKED} when it could not be checked`,
  )
  .argument('[file]', "another than the project's docker-compose.yml, judged as if it lay in its place")
  .option('--install', "build Compose's loader, and check nothing")
  .option('--no-running', "leave out what starts the components' own programs")
  .option('--json', 'for machines')
  .showHelpAfterError()
  .action(async (file: string | undefined, options: Options) => {
    const paths = resolvePaths();
    if (options.install === true) {
      await ensureInstalled([COMPOSE_CONFIG], paths);
      return;
    }
    const subject = await readSubject(paths, file === undefined ? {} : { composeFile: file });
    const results = await runChecks(subject, [...READING_CHECKS, ...(options.running ? RUNNING_CHECKS : [])]);
    process.stdout.write(options.json === true ? `${JSON.stringify(results, null, 2)}\n` : formatResults(results));
    if (results.some(({ findings }) => findings.length > 0)) process.exitCode = EXIT_FINDINGS;
  });

command.parseAsync().catch((error: unknown) => {
  const failure = error instanceof Error ? error : new Error(String(error));
  const isForTheUser = [ComposeFileError, ImageContentsError, ToolMissingError].some((kind) => failure instanceof kind);
  process.stderr.write(`${isForTheUser ? failure.message : (failure.stack ?? failure.message)}\n`);
  process.exitCode = EXIT_NOT_CHECKED;
});

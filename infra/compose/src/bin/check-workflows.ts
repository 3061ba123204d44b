#!/usr/bin/env node
import { installWorkflowLinters, resolvePaths } from '@firewatch/native';
import { Command } from 'commander';
import { checkWorkflows } from '../workflows/check-workflows';

const EXIT_FOUND = 1;
const EXIT_FAILED = 2;

async function check({ json = false }: { json?: boolean }): Promise<void> {
  const paths = resolvePaths();
  const findings = await checkWorkflows(paths.root, await installWorkflowLinters(paths));
  if (json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else {
    for (const { where, what, remedy } of findings) process.stdout.write(`${where}: ${what}\n    ${remedy}\n`);
    process.stdout.write(
      findings.length === 0 ? 'The workflows are as they have to be.\n' : `${findings.length} found\n`,
    );
  }
  if (findings.length > 0) process.exitCode = EXIT_FOUND;
}

new Command('check-workflows')
  .description(
    `Checks GitHub's workflows and the project's shell scripts by our rules, actionlint and shellcheck, which the first run installs; exit code ${EXIT_FOUND} when something is wrong with them`,
  )
  .option('--json', 'for machines')
  .showHelpAfterError()
  .action(check)
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = EXIT_FAILED;
  });

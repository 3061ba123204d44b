#!/usr/bin/env node
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BROWSER, ensureInstalled } from '@firewatch/native';
import { Command, InvalidArgumentError, Option } from 'commander';
import { supervisor } from '../platform/processes';
import { paths } from '../platform/settings';
import { SMOKE_CHECKS } from '../smoke/checks';
import { takePictures } from '../smoke/pictures';
import { renderReport, resultLines, type SmokeReport } from '../smoke/report';
import { runChecks } from '../smoke/run-checks';
import type { Runtime, SmokeCheck } from '../smoke/smoke-check';
import { EXIT, runProgram, say, tell } from './program';

interface Options {
  readonly runtime: Runtime;
  readonly only?: readonly SmokeCheck[];
  readonly pictures?: boolean;
  readonly json?: boolean;
}

function checksNamed(names: string): SmokeCheck[] {
  return names.split(',').map((name) => {
    const check = SMOKE_CHECKS.find((known) => known.name === name);
    if (check) return check;
    throw new InvalidArgumentError(`there are: ${SMOKE_CHECKS.map((known) => known.name).join(', ')}`);
  });
}

async function run({ runtime, only = SMOKE_CHECKS, pictures = false, json = false }: Options): Promise<void> {
  // Says so at once where there is nothing to look at.
  if (runtime === 'native') await supervisor.list();
  const folder = path.join(paths.state, 'smoke');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const checks = only.filter((check) => check.only === undefined || check.only === runtime);
  const progress = json ? tell : say;
  progress(`${checks.length} smoke checks of the ${runtime} platform`);
  const results = await runChecks(checks, runtime, (result) => resultLines(result).forEach(progress));
  const report = (taken: readonly string[]): SmokeReport => ({
    at: new Date().toISOString(),
    runtime,
    results,
    pictures: taken,
  });
  // Written before pictures are tried: what was seen holds without them.
  write(folder, report([]));
  if (results.some(({ outcome }) => outcome === 'failed')) process.exitCode = EXIT.failed;
  if (pictures) await ensureInstalled(BROWSER, paths);
  const whole = report(pictures ? await takePictures(runtime, folder) : []);
  write(folder, whole);
  if (json) say(JSON.stringify(whole));
  else say(`Report: ${path.join(folder, 'report.md')}`);
}

function write(folder: string, report: SmokeReport): void {
  writeFileSync(path.join(folder, 'report.json'), JSON.stringify(report, undefined, 2));
  writeFileSync(path.join(folder, 'report.md'), renderReport(report));
}

runProgram(
  new Command('smoke')
    .description(
      `Looks at every part of the running platform from outside, and names what does not work; exit code ${EXIT.failed} when something does not, ${EXIT.notRunning} when the native platform does not run. Needs traffic for the panels (make traffic).`,
    )
    .addOption(new Option('--runtime <name>', 'how the platform runs').choices(['native', 'compose']).default('native'))
    .option(
      '--only <names>',
      `some of ${SMOKE_CHECKS.map(({ name }) => name).join(', ')}, separated by commas`,
      checksNamed,
    )
    .option('--pictures', 'take a picture of each dashboard, too; installs chromium where it is missing')
    .option('--json', 'print one JSON object at the end; progress goes to stderr')
    .action(run),
);

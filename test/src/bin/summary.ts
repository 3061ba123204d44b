#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { summarise } from '../report/summarise';

/**
 * `summary <report.json>…`: prints what failed in these `jest --json` reports and, as the last line, `N passed, N failed`.
 * Exit code 1 if anything failed, a report is missing, or nothing ran.
 */
const reports = process.argv.slice(2).map((file) => ({ file, content: read(file) }));
const { lines, success } = summarise(reports);
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = success ? 0 : 1;

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

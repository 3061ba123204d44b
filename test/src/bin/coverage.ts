#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import type { CoverageMapData } from 'istanbul-lib-coverage';
import { totalLines, type LineTotal } from '../report/total-lines';
import { paths } from '../platform/settings';
import { hasCode } from '../report/has-code';
import { formatTable } from '../report/table';

/** What runs in Node; the console's pages run in a browser. */
const SOURCES = ['telemetry', 'app', 'dashboards', 'logstash', 'infra/native', 'drills'].map((name) => `${name}/src`);
const LEAST_PERCENT = 85;
const EVENT_CODE = ['events', 'kafka', 'outbox'];
const LEAST_PERCENT_OF_EVENT_CODE = 90;

const percent = ({ lines, covered }: LineTotal): number => (100 * covered) / lines;

function sum(name: string, totals: readonly LineTotal[]): LineTotal {
  return {
    name,
    lines: totals.reduce((all, { lines }) => all + lines, 0),
    covered: totals.reduce((all, { covered }) => all + covered, 0),
  };
}

function readReport(file: string): CoverageMapData {
  const files = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as CoverageMapData);
  return Object.fromEntries(files.filter(([source]) => hasCode(readFileSync(source, 'utf8'))));
}

/**
 * `coverage <unit tests' coverage-final.json> <other coverage-final.json>…`: prints how many lines of each workspace ran in any of these
 * runs, and how many of the app's event code in the unit tests alone. Exit code 1 when not more than 85 % of all did, or of the app's, or
 * less than 90 % of the event code.
 */
const reports = process.argv.slice(2).map(readReport);
const totals = totalLines(reports, paths.root, SOURCES);
const all = sum('all', totals);
const eventCode = sum(
  'event code, unit tests alone',
  totalLines(
    reports.slice(0, 1),
    paths.root,
    EVENT_CODE.map((folder) => `app/src/${folder}`),
  ),
);
const rows = [...totals, all, eventCode].map((total) => [
  total.name,
  String(total.lines),
  String(total.covered),
  `${percent(total).toFixed(1)} %`,
]);
process.stdout.write(`${formatTable([['', 'LINES', 'COVERED', ''], ...rows])}\n`);
const held = [...totals.filter(({ name }) => name === 'app/src'), all];
const isEnough =
  held.every((total) => percent(total) > LEAST_PERCENT) && percent(eventCode) >= LEAST_PERCENT_OF_EVENT_CODE;
if (!isEnough) process.exitCode = 1;

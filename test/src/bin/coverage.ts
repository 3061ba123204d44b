#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import type { CoverageMapData } from 'istanbul-lib-coverage';
import { totalLines, type LineTotal } from '../report/total-lines';
import { paths } from '../platform/settings';
import { formatTable } from '../report/table';

/** What runs in Node; the console's pages run in a browser. */
const WORKSPACES = ['telemetry', 'app', 'dashboards', 'logstash', 'infra/native', 'drills'];
const LEAST_PERCENT = 85;

const percent = ({ lines, covered }: Omit<LineTotal, 'workspace'>): number => (100 * covered) / lines;

/**
 * `coverage <coverage-final.json>…`: prints how many lines of each workspace ran in any of these runs. Exit code 1 when fewer than
 * 85 % of all did, or of the app's.
 */
const reports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')) as CoverageMapData);
const totals = totalLines(reports, paths.root, WORKSPACES);
const all = {
  workspace: 'all',
  lines: totals.reduce((sum, { lines }) => sum + lines, 0),
  covered: totals.reduce((sum, { covered }) => sum + covered, 0),
};
const rows = [...totals, all].map((total) => [
  total.workspace,
  String(total.lines),
  String(total.covered),
  `${percent(total).toFixed(1)} %`,
]);
process.stdout.write(`${formatTable([['WORKSPACE', 'LINES', 'COVERED', ''], ...rows])}\n`);
const held = [...totals.filter(({ workspace }) => workspace === 'app'), all];
if (held.some((total) => !(percent(total) > LEAST_PERCENT))) process.exitCode = 1;

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolvePaths } from '@firewatch/native';
import { parse, stringify } from 'yaml';
import { findProblems } from './find-problems';
import { knownMetrics } from './known-metrics';
import { promtool } from './promtool';
import { readCatalogue } from './read-catalogue';

const { root } = resolvePaths();
const folder = path.join(root, 'alerts/rules');
const catalogue = readCatalogue(root);
const ruleFiles = [...new Set(catalogue.alerts.map(({ file }) => path.join(root, file)))];
const testOf = (ruleFile: string) => ruleFile.replace(/\.yml$/, '.test.yml');

let temporary: string;
beforeAll(() => {
  temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'alerts-'));
});
afterAll(() => {
  fs.rmSync(temporary, { recursive: true });
});

test('alerts, tests, runbooks, undrilled entries and dashboards fit, both ways', () => {
  expect(catalogue.alerts.length).toBeGreaterThan(10);
  expect(findProblems(catalogue, knownMetrics())).toEqual([]);
});

test('promtool accepts the rules, and they pass their tests', () => {
  promtool('check', 'rules', ...ruleFiles);
  promtool('test', 'rules', ...ruleFiles.map(testOf));
});

test('Prometheus understands every query of the runbooks', () => {
  const groups = catalogue.runbooks.map(({ alert, blocks }) => ({
    name: alert,
    rules: blocks
      .filter(({ language }) => language === 'promql')
      .map(({ code }, index) => ({ alert: `Query${index}`, expr: code })),
  }));
  expect(groups.flatMap(({ rules }) => rules).length).toBeGreaterThan(20);
  const file = path.join(temporary, 'runbooks.yml');
  fs.writeFileSync(file, stringify({ groups }));
  promtool('check', 'rules', '--lint=none', file);
});

test('bash understands every command of the runbooks', () => {
  const scripts = catalogue.runbooks.flatMap(({ blocks }) => blocks.filter(({ language }) => language === 'sh'));
  expect(scripts.length).toBeGreaterThan(20);
  for (const { code } of scripts) bashSyntax(code);
});

function bashSyntax(code: string): void {
  const file = path.join(temporary, 'step.sh');
  fs.writeFileSync(file, code);
  execFileSync('bash', ['-n', file], { stdio: 'pipe' });
}

interface Rule {
  alert: string;
  expr: string;
  for?: string;
}

interface Mutant {
  readonly file: string;
  readonly alert: string;
  readonly what: string;
  readonly mutate: (rule: Rule) => void;
}

const FLIPPED: Readonly<Record<string, string>> = { '>': '<', '<': '>', '==': '!=' };
const COMPARISON = /(>|<|==)(?= [\d.]+)/g;

/** Each comparison the other way round; `for` one step shorter and longer. */
function mutantsOf({ file, alert, expr, for: duration }: (typeof catalogue.alerts)[number]): readonly Mutant[] {
  const flips = [...expr.matchAll(COMPARISON)].map(({ 0: operator, index }) => ({
    file,
    alert,
    what: `the comparison ${expr.slice(index).split('\n')[0] ?? ''} the other way round`,
    mutate: (rule: Rule) => {
      rule.expr = `${expr.slice(0, index)}${FLIPPED[operator] ?? ''}${expr.slice(index + operator.length)}`;
    },
  }));
  if (duration === undefined) return flips;
  const seconds = Number(duration.slice(0, -1)) * (duration.endsWith('m') ? 60 : 1);
  const others = [seconds - 15, seconds + 15].map((other) => ({
    file,
    alert,
    what: `for ${other}s instead of ${duration}`,
    mutate: (rule: Rule) => {
      rule.for = `${other}s`;
    },
  }));
  return [...flips, ...others];
}

test.each(catalogue.alerts.flatMap(mutantsOf))('the test of $alert fails with $what', ({ file, alert, mutate }) => {
  const rules = path.join(temporary, path.basename(file));
  const content = parse(fs.readFileSync(path.join(root, file), 'utf8')) as { groups: { rules: Rule[] }[] };
  for (const rule of content.groups.flatMap((group) => group.rules)) if (rule.alert === alert) mutate(rule);
  fs.writeFileSync(rules, stringify(content));
  fs.copyFileSync(path.join(folder, path.basename(testOf(file))), testOf(rules));
  expect(() => promtool('test', 'rules', testOf(rules))).toThrow();
});

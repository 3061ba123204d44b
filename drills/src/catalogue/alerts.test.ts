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

// promtool runs on a machine that may be busy with the rest of the tests.
jest.setTimeout(120_000);

/** What promtool wrote stands in the failure. */
function expectToPass(result: ReturnType<typeof promtool>): void {
  expect(result).toEqual({ passed: true, output: expect.any(String) as string });
}

test('alerts, tests, runbooks, undrilled entries and dashboards fit, both ways', () => {
  expect(catalogue.alerts.length).toBeGreaterThan(10);
  expect(findProblems(catalogue, knownMetrics())).toEqual([]);
});

test('promtool accepts the rules, and they pass their tests', () => {
  expectToPass(promtool('check', 'rules', ...ruleFiles));
  expectToPass(promtool('test', 'rules', ...ruleFiles.map(testOf)));
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
  expectToPass(promtool('check', 'rules', '--lint=none', file));
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
  labels: { severity?: string };
  expr: string;
  for?: string;
  keep_firing_for?: string;
}

interface Mutant {
  readonly what: string;
  readonly mutate: (rule: Rule) => void;
}

const FLIPPED: Readonly<Record<string, string>> = { '>': '<', '<': '>', '==': '!=' };
const COMPARISON = /(>|<|==)(?= \(?[\d.]+)/g;

/** Each comparison the other way round; `for` and `keep_firing_for` one step shorter and longer. */
function mutantsOf({ expr, ...alert }: (typeof catalogue.alerts)[number]): readonly Mutant[] {
  const flips = [...expr.matchAll(COMPARISON)].map(({ 0: operator, index }) => ({
    what: `"${expr.slice(index).split('\n')[0] ?? ''}" the other way round`,
    mutate: (rule: Rule) => {
      rule.expr = `${expr.slice(0, index)}${FLIPPED[operator] ?? ''}${expr.slice(index + operator.length)}`;
    },
  }));
  const others = (['for', 'keep_firing_for'] as const).flatMap((name) => {
    const duration = alert[name];
    if (duration === undefined) return [];
    const seconds = Number(duration.slice(0, -1)) * (duration.endsWith('m') ? 60 : 1);
    return [seconds - 15, seconds + 15].map((other) => ({
      what: `${name} ${other}s instead of ${duration}`,
      mutate: (rule: Rule) => {
        rule[name] = `${other}s`;
      },
    }));
  });
  return [...flips, ...others];
}

const mutable = catalogue.alerts.filter((alert) => mutantsOf(alert).length > 0);

test.each(mutable)('the tests of $alert ($labels.severity) notice each change of its rule', (alert) => {
  const { severity } = alert.labels;
  const isShared = mutable.filter((other) => other.alert === alert.alert).length > 1;
  const mutants = mutantsOf(alert).map(({ what, mutate }, index) => {
    const place = fs.mkdtempSync(path.join(temporary, `${alert.alert}-${index}-`));
    const rules = path.join(place, path.basename(alert.file));
    const content = parse(fs.readFileSync(path.join(root, alert.file), 'utf8')) as { groups: { rules: Rule[] }[] };
    const changed = content.groups
      .flatMap((group) => group.rules)
      .find((rule) => rule.alert === alert.alert && rule.labels.severity === severity);
    if (changed) mutate(changed);
    fs.writeFileSync(rules, stringify(content));
    fs.copyFileSync(testOf(path.join(root, alert.file)), testOf(rules));
    return { what, tests: testOf(rules) };
  });
  const { output } = promtool(
    'test',
    'rules',
    `--run=^${alert.alert}:${isShared ? `.*${severity ?? ''}` : ''}`,
    ...mutants.map(({ tests }) => tests),
  );
  // Failures are told on another stream; of what passed it is told beside the file's name.
  const ranAndFailed = (tests: string) =>
    output.split('Processing test file: ').some((part) => part.startsWith(`${tests}\n`) && !part.includes('SUCCESS'));
  const unnoticed = mutants.filter(({ tests }) => !ranAndFailed(tests)).map(({ what }) => what);
  expect(unnoticed).toEqual([]);
});

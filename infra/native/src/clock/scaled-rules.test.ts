import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { readAlertFile, readRuleFiles } from '../components/alert-files';
import { resolvePaths } from '../platform/paths';
import { parseSettings } from '../settings';
import { SECRETS } from '../variables';
import { parseDeclarations } from './declarations';
import { scaleDuration } from './duration';
import { scaleExpression } from './expression';
import { clockRules } from './rules';

interface RuleTest {
  readonly name: string;
  readonly interval: string;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly alert_rule_test?: readonly {
    readonly eval_time: string;
    readonly alertname: string;
  }[];
  readonly promql_expr_test?: readonly { readonly eval_time: string; readonly expr: string }[];
}
interface TestFile {
  readonly evaluation_interval: string;
  readonly tests: readonly RuleTest[];
}

const settings = parseSettings(Object.fromEntries(Object.values(SECRETS).map(([name]) => [name, 'x'.repeat(32)])));
const context = { settings, paths: resolvePaths() };
const declarations = parseDeclarations('clock.yml', readAlertFile(context, 'clock.yml')?.text ?? '');
const promtool = path.join(context.paths.bin, 'promtool');

let folder: string;
beforeAll(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scaled-rules-'))));
afterAll(() => fs.rmSync(folder, { recursive: true }));

// promtool runs on a machine that may be busy with the rest of the tests.
jest.setTimeout(120_000);

/** Counters grow, and ages too, as many times less between two scrapes as these come sooner. Lengths and states stay. */
const GROWS = /^\w+(_total|_count|_bucket|_sum|_seconds)(\{|$)/;

/** Writes out `start+step x times`: a sum of fractions is not always the number that follows it, and a counter would seem to be reset. */
function scaleValues(values: string, speed: number): string {
  const scale = (token: string): string => {
    const [, start, step = '0', times = '0'] = /^(-?[\d.]+)([+-][\d.]+)?(?:x(\d+))?$/.exec(token) ?? [];
    if (start === undefined) return token;
    return Array.from({ length: Number(times) + 1 }, (_, at) => (Number(start) + Number(step) * at) / speed).join(' ');
  };
  return values.split(/\s+/).map(scale).join(' ');
}

function scaleTest(test: RuleTest, speed: number): RuleTest {
  return {
    ...test,
    interval: scaleDuration(test.interval, speed),
    input_series: test.input_series.map(({ series, values }) => ({
      series,
      values: GROWS.test(series) ? scaleValues(values, speed) : values,
    })),
    alert_rule_test: (test.alert_rule_test ?? []).map((expected) => ({
      ...expected,
      eval_time: scaleDuration(expected.eval_time, speed),
    })),
    promql_expr_test: (test.promql_expr_test ?? []).map((expected) => ({
      ...expected,
      eval_time: scaleDuration(expected.eval_time, speed),
      expr: scaleExpression(expected.expr, speed),
    })),
  };
}

/** Those of rules that keep production's time stay out: nothing of them changes. */
const isDivided = ({ alert_rule_test: alerts = [] }: RuleTest) =>
  alerts.every(({ alertname }) => declarations[alertname]?.speed !== 1);

/** Descriptions tell of seconds and of counts, which are what is divided. */
function withoutDescriptions(text: string): string {
  return stringify(parse(text), (key, value: unknown) => (key === 'description' ? undefined : value), { lineWidth: 0 });
}

const SPEED = 10;

const files = readRuleFiles(context);
(fs.existsSync(promtool) ? describe : describe.skip)(`at the speed ${SPEED}`, () => {
  test.each(files.map((rules) => [rules.shown, rules] as const))('%s passes the tests of production', (_, rules) => {
    const given = readAlertFile(context, `rules/${rules.name.replace(/\.yml$/, '.test.yml')}`)?.text ?? '';
    const { tests, ...rest } = parse(given) as TestFile;
    const file = path.join(folder, rules.name);
    fs.writeFileSync(file, withoutDescriptions(clockRules(rules.shown, rules.text, declarations, SPEED)));
    const scaled = {
      ...rest,
      rule_files: [file],
      evaluation_interval: scaleDuration(rest.evaluation_interval, SPEED),
      tests: tests.filter(isDivided).map((test) => scaleTest(test, SPEED)),
    };
    expect(scaled.tests.length).toBeGreaterThan(0);
    fs.writeFileSync(`${file}.test`, withoutDescriptions(stringify(scaled, { aliasDuplicateObjects: false })));
    const { status, stdout, stderr } = spawnSync(promtool, ['test', 'rules', `${file}.test`], { encoding: 'utf8' });
    expect(status === 0 ? '' : `${stdout}${stderr}`).toBe('');
  });
});

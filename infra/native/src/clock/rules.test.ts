import { parse } from 'yaml';
import { readAlertFile, readRuleFiles } from '../components/alert-files';
import { resolvePaths } from '../platform/paths';
import { parseSettings } from '../settings';
import { SECRETS } from '../variables';
import { parseDeclarations, type Declarations } from './declarations';
import { parseDuration } from './duration';
import { clockRules } from './rules';

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: object;
  readonly annotations?: object;
}
interface Group {
  readonly name: string;
  readonly rules: readonly Rule[];
}
const groupsOf = (text: string) => (parse(text) as { groups: readonly Group[] }).groups;

const clock = (text: string, declarations: Declarations = {}, speed = 10) =>
  clockRules('rules.yml', text, declarations, speed);
const only = (rule: object, declarations: Declarations = {}): object => {
  const [group] = groupsOf(clock(JSON.stringify({ groups: [{ name: 'g', rules: [rule] }] }), declarations));
  return group?.rules[0] ?? {};
};

test('the durations of a rule, of its group and of the queries in its annotations are divided', () => {
  const text = `
groups:
  - name: g
    interval: 1m
    query_offset: 30s
    limit: 10
    rules:
      - alert: A
        expr: rate(x[5m] offset 1h) > 0.5
        for: 2m
        keep_firing_for: 10m
        labels: {severity: critical, window: 5m}
        annotations:
          summary: over 5m
          description: '{{ query "rate(x[5m])" | first | value }} in 5m'
`;
  expect(groupsOf(clock(text))).toEqual([
    {
      name: 'g',
      interval: '6s',
      query_offset: '3s',
      limit: 10,
      rules: [
        {
          alert: 'A',
          expr: 'rate(x[30s] offset 6m) > 0.5',
          for: '12s',
          keep_firing_for: '1m',
          labels: { severity: 'critical', window: '5m' },
          annotations: { summary: 'over 5m', description: '{{ query "rate(x[30s])" | first | value }} in 5m' },
        },
      ],
    },
  ]);
});

test('declared seconds and counts are divided, kept ones stay', () => {
  const expr = 'max(a_seconds) > 30 or increase(b_total[5m]) > 3 or max(c_seconds) > 7';
  const declarations: Declarations = { A: { seconds: [30], counts: [3], keep: [7], reason: 'a size' } };
  expect(only({ alert: 'A', expr }, declarations)).toEqual({
    alert: 'A',
    expr: 'max(a_seconds) > 3 or increase(b_total[30s]) > 0.3 or max(c_seconds) > 7',
  });
});

test("a rule that is declared so keeps production's time", () => {
  const rule = { alert: 'A', expr: 'max(a_seconds) > 20 and rate(x[5m]) > 0', for: '30s' };
  expect(only(rule, { A: { speed: 1, reason: 'its own time' } })).toEqual(rule);
});

test.each([
  ['for', { alert: 'A', expr: 'x', for: '5ms' }, 'rules.yml: A: 5ms divided by 10'],
  ['an expression', { record: 'r', expr: 'x[5m*2]' }, 'rules.yml: r: the clock cannot divide "5m*2"'],
  ['a query', { alert: 'A', expr: 'x', annotations: { d: '{{ query .x }}' } }, 'rules.yml: A: the query of'],
])('%s that cannot be divided is refused, and file and rule are named', (_, rule, message) => {
  expect(() => only(rule)).toThrow(message);
  expect(() => only(rule)).toThrow(expect.objectContaining({ part: 'rule' }) as Error);
});

const settings = parseSettings(Object.fromEntries(Object.values(SECRETS).map(([name]) => [name, 'x'.repeat(32)])));
const context = { settings, paths: resolvePaths() };
const declarations = parseDeclarations('clock.yml', readAlertFile(context, 'clock.yml')?.text ?? '');

describe.each(readRuleFiles(context).map(({ shown, text }) => [shown, text] as const))('%s', (shown, text) => {
  const at = (speed: number) => clockRules(shown, text, declarations, speed);

  test("stays byte for byte in production's time", () => {
    expect(at(1)).toBe(text);
  });

  test('keeps at 10 its names, its labels and what it tells people', () => {
    const unchanged = (group: Group) => ({
      name: group.name,
      rules: group.rules.map(({ alert, record, labels, annotations }) => ({ alert, record, labels, annotations })),
    });
    expect(groupsOf(at(10)).map(unchanged)).toEqual(groupsOf(text).map(unchanged));
  });

  test('has at 10 a tenth of each `for`, unless it is declared to keep its time', () => {
    const waits = (groups: readonly Group[]) =>
      groups.flatMap(({ rules }) =>
        rules
          .filter(({ alert = '' }) => declarations[alert]?.speed !== 1)
          .map((rule) => parseDuration(rule.for ?? '0s')),
      );
    expect(waits(groupsOf(at(10)))).toEqual(waits(groupsOf(text)).map((ms) => ms / 10));
  });
});

import { parse } from 'yaml';
import { z } from 'zod';
import { CatalogueError, parseAs } from './catalogue-error';

const ruleFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(z.looseObject({ alert: z.string().min(1).optional(), record: z.string().optional() })),
    }),
  ),
});

const text = z.string().trim().min(1);

const rule = z.strictObject({
  alert: z.string().regex(/^[A-Z][A-Za-z]+$/, 'has to be in PascalCase'),
  expr: text,
  for: text.optional(),
  keep_firing_for: text.optional(),
  labels: z
    .object({ severity: z.enum(['critical', 'warning']).optional(), team: text, service: text.optional() })
    .catchall(z.string()),
  annotations: z
    .object({ summary: text, description: text, runbook_url: z.url(), dashboard_url: z.url() })
    .catchall(z.string()),
});

export type Alert = z.output<typeof rule> & {
  /** The file's path from the root. */
  readonly file: string;
};

/** The alerts of one rule file. Throws CatalogueError that names the file, the alert and what it lacks. */
export function parseRules(file: string, content: string): readonly Alert[] {
  return rulesOf(file, content)
    .filter(({ alert }) => alert !== undefined)
    .map((raw) => {
      const alert = parseAs(rule, raw, `${file}: ${raw.alert ?? ''}`);
      // The heartbeat calls nobody.
      if (alert.labels.severity === undefined && alert.alert !== 'Watchdog')
        throw new CatalogueError(`${file}: ${alert.alert}: labels.severity: has to be critical or warning`);
      if (!alert.annotations.description.includes('$value') && !alert.annotations.description.includes('query'))
        throw new CatalogueError(`${file}: ${alert.alert}: annotations.description: has to tell the value`);
      return { ...alert, file };
    });
}

/** The names that the recording rules of a file make. */
export function parseRecorded(file: string, content: string): readonly string[] {
  return rulesOf(file, content).flatMap(({ record }) => record ?? []);
}

const rulesOf = (file: string, content: string) =>
  parseAs(ruleFile, parse(content), file).groups.flatMap(({ rules }) => rules);

const expectedAlert = z.looseObject({ exp_labels: z.looseObject({ severity: z.string().optional() }).optional() });

const testFile = z.looseObject({
  rule_files: z.array(z.string()),
  tests: z.array(
    z.looseObject({
      name: z.string(),
      alert_rule_test: z.array(z.looseObject({ alertname: z.string(), exp_alerts: z.array(expectedAlert) })).min(1),
    }),
  ),
});

/** One promtool test: the alert it is about and which cases it shows, as its name `<Alert>: <case>, <case>` says. */
export interface RuleTest {
  readonly file: string;
  readonly alert: string;
  readonly cases: readonly string[];
  /** For each time that it asks at, the severities (undefined: none) of what is to fire; empty for silence. */
  readonly expected: readonly (readonly (string | undefined)[])[];
}

/** The tests of one promtool file. Throws CatalogueError for a test whose name and content do not fit. */
export function parseRuleTests(file: string, content: string): readonly RuleTest[] {
  return parseAs(testFile, parse(content), file).tests.map(({ name, alert_rule_test: checks }) => {
    const [alert = '', cases] = name.split(': ');
    if (cases === undefined)
      throw new CatalogueError(`${file}: "${name}": the name has to be "<Alert>: <case>, <case>"`);
    const other = checks.find(({ alertname }) => alertname !== alert);
    if (other) throw new CatalogueError(`${file}: "${name}": asks for another alert, ${other.alertname}`);
    return {
      file,
      alert,
      cases: cases.split(', '),
      expected: checks.map(({ exp_alerts: alerts }) => alerts.map(({ exp_labels: labels }) => labels?.severity)),
    };
  });
}

import { findProblems } from './find-problems';
import { parseRules, parseRuleTests } from './rules';
import { parseRunbook } from './runbooks';

const rule = (severity: string, limit: number) => `
      - alert: BudgetBurn
        expr: my_gauge > ${limit}
        labels: { severity: ${severity}, team: api }
        annotations:
          summary: Many fail
          description: 'It is {{ $value }}.'
          runbook_url: http://localhost:8088/runbooks/BudgetBurn
          dashboard_url: http://localhost:8088/dashboards/api
`;

/** Two rules of one name, told apart by their severity, with one runbook. */
const RULES = `
groups:
  - name: slo
    rules:
${rule('critical', 14.4)}
${rule('warning', 1)}
`;

const TESTS = `
rule_files: [slo.yml]
tests:
  - name: 'BudgetBurn: critical silent, warning silent, critical resolved, warning resolved'
    alert_rule_test: [{ eval_time: 1m, alertname: BudgetBurn, exp_alerts: [] }]
  - name: 'BudgetBurn: warning firing, critical just below'
    alert_rule_test:
      - { eval_time: 1m, alertname: BudgetBurn, exp_alerts: [{ exp_labels: { severity: warning } }] }
  - name: 'BudgetBurn: critical firing'
    alert_rule_test:
      - eval_time: 1m
        alertname: BudgetBurn
        exp_alerts: [{ exp_labels: { severity: critical } }, { exp_labels: { severity: warning } }]
  - name: 'BudgetBurn: warning just below, critical series missing, warning series missing'
    alert_rule_test: [{ eval_time: 1m, alertname: BudgetBurn, exp_alerts: [] }]
`;

const PAGE = `---
alert: BudgetBurn
severity: critical, warning
team: api
dashboard: api
drill: undrilled
last_drilled: never
---

## Meaning
## Impact
## Diagnosis

\`\`\`promql
my_gauge
\`\`\`

Expect: 1.

## Mitigation

\`\`\`sh changes
true
\`\`\`

Expect: nothing. Way back: none.

## Verification

\`\`\`promql
my_gauge
\`\`\`

Expect: 0.

## Escalation
`;

function problems({ rules = RULES, tests = TESTS, page = PAGE }): readonly string[] {
  return findProblems(
    {
      alerts: parseRules('alerts/rules/slo.yml', rules),
      recorded: [],
      tests: parseRuleTests('alerts/rules/slo.test.yml', tests),
      runbooks: [parseRunbook('runbooks/BudgetBurn.md', page)],
      undrilled: [{ alert: 'BudgetBurn', reason: 'none' }],
      statedUndrilled: 1,
      dashboardUids: ['api'],
      makeTargets: [],
    },
    new Map([['my_gauge', []]]),
  );
}

test('page and ticket may share name and runbook', () => {
  expect(problems({})).toEqual([]);
});

test('two rules of one name and one severity are one too many', () => {
  const rules = RULES.replace('severity: warning', 'severity: critical');
  expect(problems({ rules })).toContain('alerts/rules/slo.yml: BudgetBurn: is there more than once');
});

test.each([
  ['critical just below', 'just below', 'has no test of the case "critical just below" beside it'],
  ['warning firing, ', '', 'has no test of the case "warning firing" beside it'],
  ['severity: critical }', 'severity: warning }', 'nothing fires in its test of the case "critical firing"'],
  [
    'exp_alerts: [{ exp_labels: { severity: warning } }]',
    'exp_alerts: [{ exp_labels: { severity: critical } }]',
    'its test of the case "critical just below" expects no silence',
  ],
])('each has to have its own tests (%j → %j)', (right, wrong, problem) => {
  expect(TESTS).toContain(right);
  expect(problems({ tests: TESTS.replace(right, wrong) })).toContain(`alerts/rules/slo.yml: BudgetBurn: ${problem}`);
});

test.each(['critical', 'warning', 'warning, critical'])('the runbook has to name both, and not %j', (severity) => {
  const page = PAGE.replace('severity: critical, warning', `severity: ${severity}`);
  expect(problems({ page })).toEqual(['runbooks/BudgetBurn.md: severity is "critical, warning" in the rule']);
});

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findProblems } from './find-problems';
import { readCatalogue } from './read-catalogue';

const FILES = {
  'alerts/rules/api.yml': `
groups:
  - name: api
    rules:
      - alert: ApiDown
        expr: my_gauge{kind="a"} == 0
        for: 1m
        labels: { severity: critical, team: api }
        annotations:
          summary: Nobody gets an answer
          description: 'It is {{ $value }}.'
          runbook_url: http://localhost:8088/runbooks/ApiDown
          dashboard_url: http://localhost:8088/dashboards/api
`,
  'alerts/rules/api.test.yml': `
rule_files: [api.yml]
tests:
  - name: 'ApiDown: silent, just below, before for ends, resolved'
    alert_rule_test: [{ eval_time: 1m, alertname: ApiDown, exp_alerts: [] }]
  - name: 'ApiDown: firing, series missing'
    alert_rule_test: [{ eval_time: 2m, alertname: ApiDown, exp_alerts: [{}] }]
`,
  'alerts/undrilled.yml': '- { alert: ApiDown, reason: no engine }\n',
  'alerts/README.md': 'Undrilled alerts: 1\n',
  'runbooks/README.md': 'not a page\n',
  'runbooks/ApiDown.md': `---
alert: ApiDown
severity: critical
team: api
dashboard: api
drill: undrilled
last_drilled: never
---

## Meaning

It is down.

## Impact

All.

## Diagnosis

\`\`\`promql
my_gauge
\`\`\`

Expect: 1.

## Mitigation

\`\`\`sh changes
make dev-restart SERVICE=task-service
\`\`\`

Expect: it answers. Way back: none.

## Verification

\`\`\`sh read-only
make dev-status
\`\`\`

Expect: healthy.

## Escalation

Team api.
`,
  'dashboards/dist/api.json': '{"uid":"api"}',
  Makefile: 'dev-status: built ## Show\ndev-restart: built ## Restart\n',
};

type File = keyof typeof FILES;

const KNOWN = new Map([['my_gauge', ['kind', 'job']]]);

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'catalogue-'));
  for (const [file, content] of Object.entries(FILES)) write(file, content);
});
afterEach(() => {
  fs.rmSync(root, { recursive: true });
});

function write(file: string, content: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), content);
}

function mistake(file: File, right: string, wrong: string): void {
  expect(FILES[file]).toContain(right);
  write(file, FILES[file].replace(right, wrong));
}

const problems = () => findProblems(readCatalogue(root), KNOWN);

test('there is none where all fits', () => {
  expect(problems()).toEqual([]);
});

const RULES = 'alerts/rules/api.yml';
const TESTS = 'alerts/rules/api.test.yml';
const PAGE = 'runbooks/ApiDown.md';

test.each<[File, string, string, string]>([
  [RULES, 'my_gauge{', 'other_gauge{', 'alerts/rules/api.yml: ApiDown: metric "other_gauge" is neither in'],
  [RULES, 'kind="a"', 'knid="a"', 'alerts/rules/api.yml: ApiDown: my_gauge has no label "knid"'],
  [RULES, '{{ $value }}', '{{ query "nothing" }}', 'alerts/rules/api.yml: ApiDown: metric "nothing" is neither in'],
  [RULES, 'runbooks/ApiDown', 'runbooks/ApiUp', 'alerts/rules/api.yml: ApiDown: runbook_url has to be'],
  [
    RULES,
    'dashboards/api',
    'dashboards/gone',
    'alerts/rules/api.yml: ApiDown: dashboard_url: dashboards/dist has no dashboard "gone"',
  ],
  [RULES, 'severity: critical', 'severity: warning', 'runbooks/ApiDown.md: severity is "warning" in the rule'],
  [RULES, 'team: api', 'team: other', 'runbooks/ApiDown.md: team is "other" in the rule'],
  [RULES, 'alert: ApiDown', 'alert: ApiGone', 'runbooks/ApiDown.md: there is no alert ApiDown'],
  [RULES, 'alert: ApiDown', 'alert: ApiGone', 'alerts/rules/api.test.yml: tests ApiDown, which is no alert'],
  [RULES, 'alert: ApiDown', 'alert: ApiGone', 'alerts/rules/api.yml: ApiGone: has no runbook runbooks/ApiGone.md'],
  [RULES, 'alert: ApiDown', 'alert: ApiGone', 'alerts/undrilled.yml: there is no alert ApiDown'],
  [TESTS, 'just below, ', '', 'alerts/rules/api.yml: ApiDown: has no test of the case "just below"'],
  [TESTS, 'before for ends, ', '', 'alerts/rules/api.yml: ApiDown: has no test of the case "before for ends"'],
  [TESTS, '[{}]', '[]', 'alerts/rules/api.yml: ApiDown: nothing fires in its test'],
  [
    TESTS,
    'exp_alerts: []',
    'exp_alerts: [{}]',
    'alerts/rules/api.yml: ApiDown: its test of the case "silent" expects no silence',
  ],
  [
    'alerts/undrilled.yml',
    '- { alert: ApiDown, reason: no engine }',
    '[]',
    'runbooks/ApiDown.md: it has no drill, but alerts/undrilled.yml does not list',
  ],
  ['alerts/README.md', ': 1', ': 0', 'alerts/README.md: has to say "Undrilled alerts: 1"'],
  [PAGE, 'dashboard: api', 'dashboard: other', 'runbooks/ApiDown.md: dashboard is another than in the rule'],
  [PAGE, '\nmy_gauge', '\nmy_gague', 'runbooks/ApiDown.md: metric "my_gague" is neither in'],
  [PAGE, 'make dev-status', 'make dev-stauts', 'runbooks/ApiDown.md: the Makefile has no target "dev-stauts"'],
  [PAGE, 'It is down.', 'Run `make nothing`.', 'runbooks/ApiDown.md: the Makefile has no target "nothing"'],
])('a mistake in %s (%j → %j) is found', (file, right, wrong, problem) => {
  mistake(file, right, wrong);
  expect(problems()).toContainEqual(expect.stringContaining(problem));
});

test.each<[File, string, string, string]>([
  [RULES, 'severity: critical, ', '', 'alerts/rules/api.yml: ApiDown: labels.severity'],
  [RULES, 'severity: critical', 'severity: ctirical', 'alerts/rules/api.yml: ApiDown: labels.severity'],
  [RULES, ', team: api', '', 'alerts/rules/api.yml: ApiDown: labels.team'],
  [RULES, 'summary: Nobody gets an answer', 'summary: ""', 'alerts/rules/api.yml: ApiDown: annotations.summary'],
  [
    RULES,
    'It is {{ $value }}.',
    'It is bad.',
    'alerts/rules/api.yml: ApiDown: annotations.description: has to tell the value',
  ],
  [TESTS, 'ApiDown: silent', 'ApiGone: silent', 'asks for another alert, ApiDown'],
  [TESTS, 'ApiDown: silent', 'silent', 'the name has to be "<Alert>: <case>, <case>"'],
  ['alerts/undrilled.yml', 'no engine', "''", 'alerts/undrilled.yml: 0.reason'],
  [PAGE, '---\n', '', 'runbooks/ApiDown.md: does not begin with front matter'],
  [PAGE, 'severity: critical', 'severity: dire', 'runbooks/ApiDown.md: severity'],
  [PAGE, '## Impact', '## Effect', 'runbooks/ApiDown.md: headings have to be'],
  [PAGE, 'sh read-only', 'sh', 'runbooks/ApiDown.md: Verification: block "make dev-status": tag "sh"'],
  [PAGE, 'sh read-only', 'sh changes', 'only Mitigation changes anything'],
  [PAGE, 'Expect: healthy.', '', 'block "make dev-status": is not followed by "Expect:"'],
  [PAGE, ' Way back: none.', '', 'changes something and tells no "Way back:"'],
])('a file that is out of form, %s (%j → %j), is refused with its name', (file, right, wrong, message) => {
  mistake(file, right, wrong);
  expect(problems).toThrow(message);
});

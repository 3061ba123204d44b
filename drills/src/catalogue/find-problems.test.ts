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

const DRILL = `drill:
  fault: { name: process-killed, process: task-service }
  labels: {}
  channel: critical
  detect_within: 1m30s
  mitigation: 1
  traffic: 5
last_drilled: 2026-11-24
`;

const DRILLED: readonly (readonly [string, string])[] = [
  ['drill: undrilled\nlast_drilled: never\n', DRILL],
  ['Expect: 1.\n', 'Expect: 1.\n\n```output\n{} 1\n```\n'],
  ['Expect: healthy.\n', 'Expect: healthy.\n\n```output\n… healthy\n```\n'],
];

/** The same page with a drill, and then with a mistake. */
function drilled(...changes: readonly (readonly [string, string])[]): void {
  let page = FILES[PAGE];
  for (const [right, wrong] of [...DRILLED, ...changes]) {
    expect(page).toContain(right);
    page = page.replace(right, wrong);
  }
  write(PAGE, page);
  write('alerts/undrilled.yml', '[]\n');
  write('alerts/README.md', 'Undrilled alerts: 0\n');
}

test('a drilled page is read whole', () => {
  drilled();
  expect(problems()).toEqual([]);
  const [page] = readCatalogue(root).runbooks;
  expect(page?.drill).toEqual({
    fault: { name: 'process-killed', process: 'task-service' },
    labels: {},
    channel: 'critical',
    detect_within: 90,
    mitigation: 1,
    traffic: 5,
  });
  expect(page?.blocks.map(({ section, index, expected }) => [section, index, expected])).toEqual([
    ['Diagnosis', 1, '{} 1'],
    ['Mitigation', 1, undefined],
    ['Verification', 1, '… healthy'],
  ]);
});

test.each<[string, string, string]>([
  ['\n```output\n{} 1\n```\n', '', 'Diagnosis: block 1, "my_gauge": has no output'],
  ['\n```output\n… healthy\n```\n', '', 'Verification: block 1, "make dev-status": has no output'],
  ['mitigation: 1', 'mitigation: 2', 'drill.mitigation is 2, but 1 blocks change something'],
  ['channel: critical', 'channel: warning', 'drill.channel has to be "critical"'],
  ['last_drilled: 2026-11-24', 'last_drilled: never', 'last_drilled has to be the date'],
  [DRILL, 'drill: undrilled\nlast_drilled: never\n', 'Diagnosis: block 1, "my_gauge": has an output, which no drill'],
  [DRILL, 'drill: undrilled\nlast_drilled: never\n', 'it has no drill, but alerts/undrilled.yml does not list'],
])('a mistake in a drilled page (%j → %j) is found', (right, wrong, problem) => {
  drilled([right, wrong]);
  expect(problems()).toContainEqual(expect.stringContaining(`${PAGE}: ${problem}`));
});

test('a drilled page whose alert is listed as undrilled is found', () => {
  drilled();
  write('alerts/undrilled.yml', FILES['alerts/undrilled.yml']);
  expect(problems()).toContainEqual(`${PAGE}: it has a drill, but alerts/undrilled.yml lists the alert`);
});

test.each([
  ['warning', 'api', 'warning'],
  ['warning', 'platform', 'platform'],
])('the channel of severity %s and team %s is %s', (severity, team, channel) => {
  const facts = [
    ['severity: critical', `severity: ${severity}`],
    ['team: api', `team: ${team}`],
  ] as const;
  drilled(...facts, ['channel: critical', `channel: ${channel}`]);
  write(
    RULES,
    facts.reduce((rules, [from, to]) => rules.replace(from, to), FILES[RULES]),
  );
  expect(problems()).toEqual([]);
});

test.each<[string, string, string]>([
  [DRILL, 'drill: kill-it\nlast_drilled: never\n', 'drill: has to be undrilled, or what the drill is'],
  ['name: process-killed', 'name: proces-killed', 'drill: fault.name: has to be one of process-killed, http-errors, '],
  ['name: process-killed, process: task-service', 'name: http-errors, ratio: 1.5', 'drill: fault.ratio: '],
  ['name: process-killed, process: task-service', 'name: consumer-paused, ratio: 1', 'drill: fault.group: '],
  ['process: task-service', 'process: task-service, ratio: 1', 'drill: fault: Unrecognized key: "ratio"'],
  ['detect_within: 1m30s', 'detect_within: soon', 'drill: detect_within: has to be a duration like 90s'],
  ['detect_within: 1m30s', 'detect_within: 0s', 'drill: detect_within: has to be a duration like 90s'],
  ['channel: critical', 'channel: general', 'drill: channel: '],
  ['traffic: 5', 'traffic: 0', 'drill: traffic: '],
  ['labels: {}', 'lables: {}', 'drill: labels: '],
  ['```output\n{} 1', '```outptu\n{} 1', 'Diagnosis: block "{} 1": tag "outptu" has to be'],
  ['```output\n{} 1', '```output\n{}\n```\n\n```output\n1', 'Diagnosis: block "my_gauge": has more than one output'],
  ['```output\n{} 1', '```output\n…', 'Diagnosis: block "my_gauge": its output fits whatever comes'],
  ['```output\n{} 1', '```output\n', 'Diagnosis: block "my_gauge": its output fits whatever comes'],
  ['Expect: 1.\n', 'Expect: 1.\n\nNot 2.\n', 'Diagnosis: block "my_gauge": its output has to come right after'],
  ['```promql\nmy_gauge\n```', '', 'Diagnosis: block "{} 1": tag "output" has to be'],
])('a drilled page that is out of form (%j → %j) is refused', (right, wrong, message) => {
  drilled([right, wrong]);
  expect(problems).toThrow(`${PAGE}: ${message}`);
});

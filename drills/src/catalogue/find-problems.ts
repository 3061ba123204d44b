import path from 'node:path';
import type { KnownMetrics } from './known-metrics';
import { problemsOfDrill } from './problems-of-drill';
import { queriesIn, selectorsOf } from './promql';
import type { Catalogue } from './read-catalogue';
import type { Alert } from './rules';
import type { Runbook } from './runbooks';

/** Where the console serves what the links of a message lead to. */
const CONSOLE = 'http://localhost:8088';

/** What the tests of an alert have to show; an alert without `for` has no time before it ends. Watchdog is never silent. */
function requiredCases({ alert, for: duration }: Alert): readonly string[] {
  if (alert === 'Watchdog') return ['firing', 'series missing'];
  const always = ['silent', 'just below', 'firing', 'resolved', 'series missing'];
  return duration === undefined ? always : [...always, 'before for ends'];
}

/**
 * Holds alerts, tests, runbooks, undrilled entries and dashboards against each other, both ways.
 * @returns one line for each problem, which begins with the file
 */
export function findProblems(catalogue: Catalogue, known: KnownMetrics): readonly string[] {
  const metrics = new Map([...known, ...catalogue.recorded.map((name) => [name, undefined] as const)]);
  return [
    ...catalogue.alerts.flatMap((alert) => problemsOfAlert(catalogue, metrics, alert)),
    ...catalogue.runbooks.flatMap((runbook) => problemsOfRunbook(catalogue, metrics, runbook)),
    ...catalogue.tests
      .filter(({ alert }) => !has(catalogue, alert))
      .map(({ file, alert }) => `${file}: tests ${alert}, which is no alert`),
    ...problemsOfUndrilled(catalogue),
  ];
}

const has = ({ alerts }: Catalogue, name: string): boolean => alerts.some(({ alert }) => alert === name);

function problemsOfAlert(catalogue: Catalogue, metrics: KnownMetrics, alert: Alert): readonly string[] {
  const { alert: name, file, annotations } = alert;
  const problems: string[] = [];
  const namesakes = catalogue.alerts.filter((other) => other.alert === name);
  const { severity } = alert.labels;
  if (namesakes.filter((other) => other.labels.severity === severity).length > 1)
    problems.push('is there more than once');
  // Page and ticket of one objective have one name, and their tests say which they are about.
  const isShared = namesakes.length > 1;
  const isOwn = (fired: string | undefined) => !isShared || fired === severity;
  const tests = catalogue.tests.filter(
    (test) => test.alert === name && test.file === file.replace(/\.yml$/, '.test.yml'),
  );
  for (const wanted of requiredCases(alert)) {
    const inTest = isShared ? `${severity ?? ''} ${wanted}` : wanted;
    const showing = tests.filter(({ cases }) => cases.includes(inTest));
    if (showing.length === 0) problems.push(`has no test of the case "${inTest}" beside it`);
    else if (wanted === 'firing' && !showing.some(({ expected }) => expected.some((fired) => fired.some(isOwn))))
      problems.push(`nothing fires in its test of the case "${inTest}"`);
    else if (
      ['silent', 'just below', 'resolved', 'before for ends'].includes(wanted) &&
      !showing.every(({ expected }) => expected.some((fired) => !fired.some(isOwn)))
    )
      problems.push(`its test of the case "${inTest}" expects no silence`);
  }
  if (!catalogue.runbooks.some((runbook) => runbook.alert === name))
    problems.push(`has no runbook runbooks/${name}.md`);
  if (annotations.runbook_url !== `${CONSOLE}/runbooks/${name}`)
    problems.push(`runbook_url has to be ${CONSOLE}/runbooks/${name}`);
  const uid = annotations.dashboard_url.replace(`${CONSOLE}/dashboards/`, '');
  if (!catalogue.dashboardUids.includes(uid)) problems.push(`dashboard_url: dashboards/dist has no dashboard "${uid}"`);
  const templates = Object.values(annotations).flatMap(queriesIn);
  for (const expression of [alert.expr, ...templates]) problems.push(...unknownMetrics(metrics, expression));
  return problems.map((problem) => `${file}: ${name}: ${problem}`);
}

function problemsOfRunbook(catalogue: Catalogue, metrics: KnownMetrics, runbook: Runbook): readonly string[] {
  const { file, blocks } = runbook;
  const problems: string[] = [];
  const rules = catalogue.alerts.filter((other) => other.alert === runbook.alert);
  const [alert] = rules;
  if (path.basename(file, '.md') !== runbook.alert) problems.push(`is named otherwise than its alert ${runbook.alert}`);
  if (!alert) return [...problems, `there is no alert ${runbook.alert}`].map((problem) => `${file}: ${problem}`);
  const severities = rules.flatMap(({ labels }) => labels.severity ?? []).join(', ');
  if (runbook.severity.join(', ') !== severities)
    problems.push(`severity is "${severities === '' ? 'none' : severities}" in the rule`);
  if (runbook.team !== alert.labels.team) problems.push(`team is "${alert.labels.team}" in the rule`);
  if (!alert.annotations.dashboard_url.endsWith(`/dashboards/${runbook.dashboard}`))
    problems.push('dashboard is another than in the rule');
  const isListed = catalogue.undrilled.some((entry) => entry.alert === runbook.alert);
  if ((runbook.drill === 'undrilled') !== isListed) {
    problems.push(
      `it has ${isListed ? 'a' : 'no'} drill, but alerts/undrilled.yml ${isListed ? 'lists' : 'does not list'} the alert`,
    );
  }
  problems.push(...problemsOfDrill(runbook, alert));
  for (const section of ['Diagnosis', 'Mitigation', 'Verification']) {
    if (!blocks.some((block) => block.section === section)) problems.push(`${section} has no step`);
  }
  for (const { language, code } of blocks) if (language === 'promql') problems.push(...unknownMetrics(metrics, code));
  const commands = [
    ...blocks.filter(({ language }) => language === 'sh').map(({ code }) => code),
    ...(runbook.body.match(/`[^`\n]+`/g) ?? []),
  ];
  for (const [, target = ''] of commands.join('\n').matchAll(/\bmake ([a-z][a-z-]*)/g)) {
    if (!catalogue.makeTargets.includes(target)) problems.push(`the Makefile has no target "${target}"`);
  }
  return problems.map((problem) => `${file}: ${problem}`);
}

function problemsOfUndrilled(catalogue: Catalogue): readonly string[] {
  const names = catalogue.undrilled.map(({ alert }) => alert);
  const problems = names
    .filter((name) => !has(catalogue, name))
    .map((name) => `alerts/undrilled.yml: there is no alert ${name}`);
  for (const name of new Set(names.filter((name, index) => names.indexOf(name) !== index)))
    problems.push(`alerts/undrilled.yml: lists ${name} twice`);
  if (catalogue.statedUndrilled !== names.length) {
    problems.push(`alerts/README.md: has to say "Undrilled alerts: ${names.length}" at the beginning of a line`);
  }
  return problems;
}

function unknownMetrics(known: KnownMetrics, expression: string): readonly string[] {
  return selectorsOf(expression).flatMap(({ metric, labels }) => {
    if (!known.has(metric))
      return [`metric "${metric}" is neither in telemetry/src/names.ts nor in dashboards/src/metrics.ts`];
    const its = known.get(metric);
    return its === undefined
      ? []
      : labels.filter((label) => !its.includes(label)).map((label) => `${metric} has no label "${label}"`);
  });
}

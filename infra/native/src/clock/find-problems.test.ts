import fs from 'node:fs';
import path from 'node:path';
import { readAlertFile, readRuleFiles } from '../components/alert-files';
import { resolvePaths } from '../platform/paths';
import { parseSettings } from '../settings';
import { SECRETS } from '../variables';
import type { Declarations } from './declarations';
import { parseDeclarations } from './declarations';
import { findProblems } from './find-problems';

const rules = (...pairs: [name: string, expr: string][]) => ({
  file: 'rules.yml',
  text: JSON.stringify({ groups: [{ rules: pairs.map(([alert, expr]) => ({ alert, expr })) }] }),
});
const problems = (pairs: [string, string][], declarations: Declarations = {}) =>
  findProblems([rules(...pairs)], declarations, 'clock.yml');

test('a number of seconds that nobody declared is named, with its file and rule', () => {
  expect(problems([['EventsOld', 'max(event_age_seconds) > 30']])).toEqual([
    'rules.yml: EventsOld: 30 stands beside an age in seconds: declare it in clock.yml, under seconds (it is divided) or keep (it is not)',
  ]);
});

test('so is a count of a window', () => {
  expect(problems([['Errors', 'increase(errors_total[5m]) > 3']])).toEqual([
    'rules.yml: Errors: 3 stands beside a count of a window: declare it in clock.yml, under counts (it is divided) or keep (it is not)',
  ]);
});

test.each<[string, Declarations]>([
  ['seconds', { EventsOld: { seconds: [30] } }],
  ['keep', { EventsOld: { keep: [30], reason: 'a size' } }],
  ['speed', { EventsOld: { speed: 1, reason: 'its own time' } }],
])('declared under %s there is none', (_, declarations) => {
  expect(problems([['EventsOld', 'max(event_age_seconds) > 30']], declarations)).toEqual([]);
});

test('seconds are no counts', () => {
  const found = problems([['Errors', 'increase(errors_total[5m]) > 3']], { Errors: { seconds: [3] } });
  expect(found).toEqual([
    expect.stringContaining('rules.yml: Errors: 3 stands beside a count') as string,
    'clock.yml: Errors: 3 is declared under seconds, but no such number is compared',
  ]);
});

test('a declaration of a number that was changed since, and of a rule that is gone, are named', () => {
  const declarations = { EventsOld: { seconds: [30, 60] }, Gone: { counts: [3] } };
  expect(problems([['EventsOld', 'max(event_age_seconds) > 30']], declarations)).toEqual([
    'clock.yml: EventsOld: 60 is declared under seconds, but no such number is compared',
    'clock.yml: Gone: there is no such rule',
  ]);
});

test('a page and its ticket share a name and a declaration', () => {
  const pair: [string, string][] = [
    ['EventsOld', 'max(event_age_seconds) > 60'],
    ['EventsOld', 'max(event_age_seconds) > 30'],
  ];
  expect(problems(pair, { EventsOld: { seconds: [30, 60] } })).toEqual([]);
  expect(problems(pair, { EventsOld: { seconds: [30] } })).toHaveLength(1);
});

test.each([
  ['broken YAML', 'groups: [', 'rules.yml: '],
  ['another form', 'rules: []', 'rules.yml: '],
  ['what is no PromQL', rules(['Broken', 'rate(x[5m]']).text, 'rules.yml: Broken: no PromQL'],
])('%s is refused, and the file is named', (_, text, message) => {
  expect(() => findProblems([{ file: 'rules.yml', text }], {}, 'clock.yml')).toThrow(message);
});

describe('the rules of this project', () => {
  const settings = parseSettings(Object.fromEntries(Object.values(SECRETS).map(([name]) => [name, 'x'.repeat(32)])));
  const context = { settings, paths: resolvePaths() };
  const files = readRuleFiles(context).map(({ shown, text }) => ({ file: shown, text }));
  const declared = readAlertFile(context, 'clock.yml')?.text ?? '';

  test('have none', () => {
    expect(findProblems(files, parseDeclarations('alerts/clock.yml', declared), 'alerts/clock.yml')).toEqual([]);
  });

  test('would have without their declarations', () => {
    const names = findProblems(files, {}, 'alerts/clock.yml').map((problem) => problem.split(': ')[1]);
    expect(names).toEqual(expect.arrayContaining(['OutboxEventsWaiting', 'KafkaConsumerHeartbeatLost']));
  });

  test('are named from the root', () => {
    const names = fs
      .readdirSync(path.join(context.paths.root, 'alerts/rules'))
      .filter((name) => /^[^.]+\.yml$/.test(name));
    expect(files.map(({ file }) => file)).toEqual(names.map((name) => `alerts/rules/${name}`));
  });
});

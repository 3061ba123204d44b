import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFault, runDrill, type DrillEvent, type DrillTools, type RunEnded } from '@firewatch/drills';
import { expectAsBefore, processesBefore } from '../platform/after-drill';
import { tools } from '../platform/drill';
import { supervisor, waitUntilAllReady } from '../platform/processes';

/** Gone with its cause at once: an alert on a rate would keep the next drill waiting until its window has passed. */
const ALERT = 'DaprSidecarDown';
const RUN_MS = 300_000;

let folder: string;
let before: string[];
beforeAll(async () => {
  await waitUntilAllReady();
  before = await processesBefore();
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drill-breaks-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
afterAll(async () => {
  await tools.setClock({});
  await expectAsBefore(before);
}, RUN_MS);

/** A copy of alerts/ or runbooks/ in which the one place that has `right` has `wrong` instead. */
function broken(content: 'alerts' | 'runbooks', file: string, right: string, wrong: string): Partial<DrillTools> {
  const copy = path.join(folder, content);
  cpSync(tools.content[content], copy, { recursive: true });
  const text = readFileSync(path.join(copy, file), 'utf8');
  expect(text.split(right)).toHaveLength(2);
  writeFileSync(
    path.join(copy, file),
    text.replace(right, () => wrong),
  );
  return { content: { ...tools.content, [content]: copy } };
}

async function drill(
  changed: Partial<DrillTools>,
  onEvent: (event: DrillEvent) => void = () => undefined,
): Promise<RunEnded> {
  return runDrill(ALERT, { ...tools, ...changed }, { signal: new AbortController().signal, onEvent, keepsClock: true });
}

const BREAKS: readonly [what: string, part: string, step: string, breakIt: () => Partial<DrillTools>][] = [
  [
    'the rule never fires',
    'rule',
    'pending',
    () => broken('alerts', 'rules/dapr.yml', '-daprd"}) == 0\n', '-daprd"}) == 2\n'),
  ],
  [
    'the rule cannot be loaded',
    'rule',
    'clock',
    () => broken('alerts', 'rules/dapr.yml', '-daprd"}) == 0\n', '-daprd"}) == == 0\n'),
  ],
  [
    'the route leads to another channel',
    'route',
    'message',
    () =>
      broken(
        'alerts',
        'alertmanager.yml',
        `matchers: ['severity = "critical"', 'team`,
        `matchers: ['severity = "catastrophic"', 'team`,
      ),
  ],
  [
    'the template leaves a link out',
    'template',
    'message',
    () => broken('alerts', 'templates/slack.tmpl', '|Runbook> · ', '> · '),
  ],
  [
    'the template cannot be read',
    'template',
    'clock',
    () =>
      broken(
        'alerts',
        'templates/slack.tmpl',
        '{{ define "firewatch.slack.color" }}',
        '{{ define "firewatch.slack.color" ',
      ),
  ],
  [
    'the fault does nothing',
    'fault',
    'inject',
    () => ({ createFault: (spec, context) => ({ ...createFault(spec, context), inject: () => Promise.resolve() }) }),
  ],
  [
    'a command of the runbook fails',
    'runbook',
    'mitigation',
    () =>
      broken(
        'runbooks',
        `${ALERT}.md`,
        'make dev-restart SERVICE=consumer-daprd',
        'make dev-restart SERVICE=consumer-dapr',
      ),
  ],
];

it.each(BREAKS)(
  '%s: the drill fails, and names the %s at the step "%s"',
  async (_what, part, step, breakIt) => {
    const { outcome, failure } = await drill(breakIt());
    expect({ outcome, part: failure?.part, step: failure?.step, message: failure?.message }).toEqual({
      outcome: 'failed',
      part,
      step,
      message: expect.any(String) as string,
    });
  },
  RUN_MS,
);

it(
  'the receiver is away: the drill fails, and names the receiver',
  async () => {
    let stopped: Promise<void> | undefined;
    try {
      const { outcome, failure } = await drill({}, (event) => {
        if (event.kind === 'step-started' && event.step === 'firing') stopped = supervisor.stop('slack-receiver');
      });
      expect({ outcome, part: failure?.part, step: failure?.step }).toEqual({
        outcome: 'failed',
        part: 'receiver',
        step: 'message',
      });
    } finally {
      await stopped;
      await supervisor.start('slack-receiver');
      await supervisor.waitUntilReady('slack-receiver');
    }
  },
  RUN_MS,
);

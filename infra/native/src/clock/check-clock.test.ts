import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Context } from '../platform/component';
import { resolvePaths } from '../platform/paths';
import { parseSettings } from '../settings';
import { SECRETS } from '../variables';
import { checkClock } from './check-clock';
import { ClockError, type ClockPart } from './clock-error';

const paths = resolvePaths();
const settings = parseSettings(Object.fromEntries(Object.values(SECRETS).map(([name]) => [name, 'x'.repeat(32)])));

let alerts: string;
beforeEach(() => {
  alerts = fs.mkdtempSync(path.join(os.tmpdir(), 'alerts-'));
  fs.cpSync(path.join(paths.root, 'alerts'), alerts, { recursive: true });
});
afterEach(() => fs.rmSync(alerts, { recursive: true }));

// promtool runs on a machine that may be busy with the rest of the tests.
jest.setTimeout(60_000);

const contextAt = (speed?: number): Context => ({
  settings,
  paths,
  alerts,
  ...(speed === undefined ? {} : { clockSpeed: speed }),
});

/** Replaces a piece of a file, which has to be there. */
function mistake(file: string, from: string, to: string): void {
  const absolute = path.join(alerts, file);
  const before = fs.readFileSync(absolute, 'utf8');
  expect(before).toContain(from);
  fs.writeFileSync(absolute, before.replace(from, to));
}

async function failureAt(speed: number | undefined): Promise<{ part: ClockPart; message: string }> {
  const error: unknown = await checkClock(contextAt(speed)).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ClockError);
  return error as ClockError;
}

// On a machine where the platform was never set up there is nothing to ask.
const isInstalled = ['promtool', 'amtool'].every((program) => fs.existsSync(path.join(paths.bin, program)));
(isInstalled ? describe : describe.skip)('promtool and amtool', () => {
  test.each([undefined, 1, 2, 4, 5, 8, 10])('accept the alerts of this project at the speed %p', async (speed) => {
    await expect(checkClock(contextAt(speed))).resolves.toBeUndefined();
  });

  test.each<[string, ClockPart, string, string, string, string]>([
    [
      'a rule with a function that does not exist',
      'rule',
      'rules/dapr.yml',
      'min by (job) (up',
      'minimum(up',
      'dapr.yml',
    ],
    [
      'a description that does not end',
      'rule',
      'rules/kafka.yml',
      '{{ $labels.broker }}',
      '{{ $labels.broker',
      'KafkaBrokerDown',
    ],
    [
      'a receiver that does not exist',
      'route',
      'alertmanager.yml',
      'receiver: slack-critical',
      'receiver: slack',
      'slack',
    ],
    ['a matcher that is none', 'route', 'alertmanager.yml', 'severity = "critical"', 'severity', 'severity'],
    ['a template that does not end', 'template', 'templates/slack.tmpl', '{{ end }}', '', 'slack.tmpl'],
    [
      'a template with an unknown function',
      'template',
      'templates/slack.tmpl',
      '{{ define',
      '{{ shout }}{{ define',
      'slack.tmpl',
    ],
  ])('refuse %s: a matter of the %s', async (_, part, file, from, to, named) => {
    mistake(file, from, to);
    for (const speed of [undefined, 10]) {
      expect(await failureAt(speed)).toMatchObject({ part, message: expect.stringContaining(named) as string });
    }
  });
});

test.each<[string, string, string, string, string]>([
  ['a number that nobody declared', 'rules/outbox.yml', '> 30', '> 45', 'OutboxEventsWaiting: 45 stands beside an age'],
  ['a calculated duration', 'rules/api.yml', '[5m]', '[5m * 2]', 'ApiHighErrorRate: the clock cannot divide "5m * 2"'],
  [
    'a declaration that is none',
    'clock.yml',
    'Waiting:\n  seconds: [30]',
    'Waiting:\n  seconds: soon',
    'clock.yml: OutboxEventsWaiting',
  ],
])('%s cannot be divided: a matter of the rule', async (_, file, from, to, message) => {
  mistake(file, from, to);
  expect(await failureAt(10)).toMatchObject({ part: 'rule', message: expect.stringContaining(message) as string });
});

test.each([3, 6, 7, 9])('the speed %d does not divide the intervals: a matter of the platform', async (speed) => {
  expect(await failureAt(speed)).toMatchObject({
    part: 'platform',
    message: expect.stringContaining('is no whole number of milliseconds: choose another speed') as string,
  });
});

test('programs that are not there are told of', async () => {
  const bare: Context = { ...contextAt(), paths: { ...paths, bin: path.join(alerts, 'bin') } };
  await expect(checkClock(bare)).rejects.toThrow('promtool is not installed: make dev-up');
});

test('a folder of alerts that is not there is named', async () => {
  const nowhere = path.join(alerts, 'nowhere');
  await expect(checkClock({ ...contextAt(), alerts: nowhere })).rejects.toThrow(nowhere);
});

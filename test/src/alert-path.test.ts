import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { eventually } from './platform/eventually';
import { fetchJson } from './platform/json-http';
import { waitUntilAllReady } from './platform/processes';
import { paths, settings } from './platform/settings';

const { ports } = settings();
const on = (port: number, target: string): string => `http://127.0.0.1:${port}${target}`;

beforeAll(() => waitUntilAllReady());

describe('the rules that Prometheus has loaded', () => {
  const rulesSchema = z.object({
    data: z.object({
      groups: z.array(
        z.object({
          rules: z.array(
            z.object({ name: z.string(), type: z.string(), health: z.string(), lastError: z.string().optional() }),
          ),
        }),
      ),
    }),
  });
  const fileSchema = z.object({
    groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string().optional() })) })),
  });

  /** Names of the alerts in alerts/rules, as files. */
  function writtenAlerts(): string[] {
    const folder = path.join(paths.root, 'alerts/rules');
    return readdirSync(folder)
      .filter((file) => file.endsWith('.yml') && !file.endsWith('.test.yml'))
      .map((file) => fileSchema.parse(parse(readFileSync(path.join(folder, file), 'utf8'))))
      .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? [])));
  }

  it('are all alerts of alerts/rules, each evaluated without an error', async () => {
    const written = writtenAlerts();
    expect(written.length).toBeGreaterThan(0);
    await eventually(async () => {
      const { data } = await fetchJson(on(ports.prometheus, '/api/v1/rules?type=alert'), rulesSchema);
      const loaded = data.groups.flatMap(({ rules }) => rules);
      expect(loaded.map(({ name }) => name).sort()).toEqual([...written].sort());
      expect(loaded.filter(({ health }) => health !== 'ok')).toEqual([]);
    });
  });
});

it("Watchdog's heartbeat reaches the dead-man's switch, again and again", async () => {
  const stateSchema = z.object({ state: z.string(), heartbeatAgeSeconds: z.number() });
  const age = async (): Promise<number> =>
    (await fetchJson(on(ports.deadMansSwitch, '/state'), stateSchema)).heartbeatAgeSeconds;
  const heartbeats = async (): Promise<number> => {
    const text = await (await fetch(on(ports.deadMansSwitch, '/metrics'))).text();
    return Number(/^dead_mans_switch_heartbeats_total\{outcome="ok"\} (\d+)/m.exec(text)?.[1] ?? 0);
  };
  const before = await heartbeats();
  await eventually(async () => expect(await heartbeats()).toBeGreaterThan(before), {
    timeout: 150_000,
    interval: 1_000,
  });
  expect(await age()).toBeLessThan(60);
}, 180_000);

it('an alert that Alertmanager gets is a message in the channel of its severity, with its links', async () => {
  const service = `test-${Date.now()}`;
  const alert = {
    labels: { alertname: 'TestOfTheAlertPath', severity: 'critical', team: 'api', service },
    annotations: {
      summary: 'A test <posts> this & nothing is broken',
      description: '1 of 1 tests',
      runbook_url: 'http://localhost:8088/runbooks/TestOfTheAlertPath',
    },
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + 60_000).toISOString(),
  };
  const posted = await fetch(on(ports.alertmanager, '/api/v2/alerts'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([alert]),
  });
  expect(posted.status).toBe(200);
  const channelSchema = z.object({
    messages: z.array(
      z.object({
        payload: z.object({
          attachments: z.array(z.object({ title: z.string(), text: z.string(), color: z.string() })),
        }),
      }),
    ),
  });
  const attachment = await eventually(
    async () => {
      const { messages } = await fetchJson(on(ports.slackReceiver, '/channels/critical'), channelSchema);
      const found = messages.flatMap(({ payload }) => payload.attachments).find(({ title }) => title.includes(service));
      if (found === undefined) throw new Error(`no message of ${service} in #critical`);
      return found;
    },
    { timeout: 60_000 },
  );
  expect(attachment).toMatchObject({ title: `CRITICAL: TestOfTheAlertPath · ${service}`, color: 'danger' });
  expect(attachment.text).toContain('A test &lt;posts&gt; this &amp; nothing is broken');
  expect(attachment.text).toContain('<http://localhost:8088/runbooks/TestOfTheAlertPath|Runbook>');
}, 90_000);

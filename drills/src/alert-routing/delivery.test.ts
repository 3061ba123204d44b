import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { waitUntil } from '@firewatch/native';
import { parse, stringify } from 'yaml';
import { listen, type HttpServer } from '../http/listen';
import { buildSlackReceiver } from '../slack-receiver/build-app';
import { Forwarder } from '../slack-receiver/forwarder';
import { MessageStore } from '../slack-receiver/message-store';
import { ALERTMANAGER_CONFIG } from './amtool';
import { hasAlertmanager, startAlertmanager, type StartedAlertmanager } from './start-alertmanager';

const TIMEOUT_MS = 60_000;
const WAITS = { group_wait: '1s', group_interval: '2s' };
const CHANNELS = ['critical', 'warning', 'platform', 'unrouted'];

interface Route {
  readonly routes?: readonly Route[];
}

/** The configuration of every environment with shorter waits, and webhooks of the receiver here. */
function writeConfig(folder: string, port: number): string {
  for (const channel of CHANNELS)
    fs.writeFileSync(path.join(folder, `slack-${channel}`), `http://127.0.0.1:${port}/services/${channel}\n`);
  const hasten = (route: Route): Route => ({
    ...route,
    ...WAITS,
    ...(route.routes && { routes: route.routes.map(hasten) }),
  });
  const text = fs.readFileSync(ALERTMANAGER_CONFIG, 'utf8').replaceAll('/etc/alertmanager/webhooks', folder);
  const { route, templates, ...config } = parse(text, { merge: true }) as { route: Route; templates: string[] };
  const file = path.join(folder, 'alertmanager.yml');
  const from = path.dirname(ALERTMANAGER_CONFIG);
  const absolute = templates.map((glob) => path.join(from, glob));
  fs.writeFileSync(file, stringify({ ...config, templates: absolute, route: hasten(route) }));
  return file;
}

const WORST = '<!channel>&|"\\\n`%{}👩‍🚒';

/** By what the alerts of a group have in common. */
const GROUPS: readonly [what: string, count: number, labels: object, annotations: object][] = [
  [
    '150 alerts in one group',
    150,
    { alertname: 'Many', service: 'task-service' },
    { summary: 'Users get errors', description: 'x'.repeat(300), runbook_url: 'http://localhost:8088/runbooks/Many' },
  ],
  [
    'an alert of labels that mean something to Slack, to URLs and to matchers',
    1,
    { alertname: `Odd${WORST}`, service: WORST, [WORST]: WORST },
    { summary: WORST, description: WORST, runbook_url: WORST },
  ],
  [
    '300 alerts of labels and annotations of any length',
    300,
    { alertname: 'L'.repeat(5_000), service: '&'.repeat(5_000), long: '<'.repeat(5_000) },
    { summary: '&'.repeat(9_000), description: '>'.repeat(9_000), dashboard_url: `http://x/${'&'.repeat(5_000)}` },
  ],
];

(hasAlertmanager ? describe : describe.skip)('from Alertmanager to Slack', () => {
  let folder: string;
  let store: MessageStore;
  let server: HttpServer;
  let alertmanager: StartedAlertmanager;
  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'delivery-'));
    store = new MessageStore(path.join(folder, 'messages.jsonl'), CHANNELS);
    server = await listen(buildSlackReceiver(store, new Forwarder(new Map()), 'token'), '127.0.0.1', 0);
    alertmanager = await startAlertmanager(writeConfig(folder, server.port));
  }, TIMEOUT_MS);
  afterAll(async () => {
    await alertmanager.stop();
    await server.close();
    fs.rmSync(folder, { recursive: true });
  });

  const titles = (): string[] =>
    store.messages('critical').flatMap(({ payload }) => payload.attachments?.map(({ title = '' }) => title) ?? []);

  test.each(GROUPS)(
    '%s: both messages arrive, that they fire and that they are over',
    async (_what, count, labels, annotations) => {
      const before = titles().length;
      const startsAt = new Date(Date.now() - 60_000);
      const alerts = Array.from({ length: count }, (_, index) => ({
        labels: { ...labels, severity: 'critical', team: 'api', number: String(index) },
        annotations,
        startsAt,
        generatorURL: 'http://localhost:8088/graph?g0.expr=up',
      }));
      // Alertmanager may begin to tell before it has heard of all, and tells again then.
      const lastSays = async (what: RegExp) => {
        await waitUntil(() => titles().length > before && what.test(titles().at(-1) ?? ''), TIMEOUT_MS);
        expect(titles().slice(before).at(-1)).toMatch(what);
      };
      await alertmanager.post(alerts);
      await lastSays(count > 1 ? new RegExp(`^CRITICAL: .* \\(×${count}\\)$`) : /^CRITICAL: /);
      await alertmanager.post(alerts.map((alert) => ({ ...alert, endsAt: new Date() })));
      await lastSays(/^RESOLVED: /);
    },
    2 * TIMEOUT_MS + 5_000,
  );
});

import { resolvePaths } from '@firewatch/native';
import { readCatalogue } from '../catalogue/read-catalogue';
import { checkPayload, SHOWN_TEXT, type Attachment } from '../slack-receiver/payload';
import { hasMessageRenderer, MessageRenderer, type AlertGroup, type PostableAlert } from './message-renderer';

const LABELS = { alertname: 'ApiHighErrorRate', service: 'task-service', severity: 'critical', team: 'api' };
const ANNOTATIONS = {
  summary: 'Users get errors',
  description: '12 % of the requests fail',
  runbook_url: 'http://localhost:8088/runbooks/ApiHighErrorRate',
  dashboard_url: 'http://localhost:8088/dashboards/task-service?from=now-1h&to=now',
};
const FIRING: PostableAlert = {
  labels: LABELS,
  annotations: ANNOTATIONS,
  startsAt: '2026-11-24T02:00:00Z',
  generatorURL: 'http://localhost:9090/graph?g0.expr=up&g0.tab=1',
};
const RESOLVED: PostableAlert = { ...FIRING, endsAt: '2026-11-24T02:10:05Z' };

const whereRendererIs = hasMessageRenderer ? describe : describe.skip;

whereRendererIs('the message in Slack', () => {
  let renderer: MessageRenderer;
  beforeAll(() => {
    renderer = new MessageRenderer();
  });
  afterAll(() => renderer.close());

  async function message(alerts: readonly PostableAlert[], more: Partial<AlertGroup> = {}) {
    const labels = { alertname: LABELS.alertname, service: LABELS.service };
    const checked = checkPayload(await renderer.render({ receiver: 'slack-critical', labels, alerts, ...more }));
    if ('error' in checked) throw new Error(`Slack refuses it: ${checked.error}`);
    return checked.payload.attachments?.[0] as Required<Attachment>;
  }

  const LINKS = [
    '<http://localhost:8088/runbooks/ApiHighErrorRate|Runbook>',
    '<http://localhost:8088/dashboards/task-service?from=now-1h&amp;to=now|Dashboard>',
    '<http://localhost:9090/graph?g0.expr=up&amp;g0.tab=1|Graph>',
    // 2026-11-24 01:55:00 UTC, five minutes before the alert.
    '<http://localhost:8088/traces?service=task-service&amp;from=1795485300000|Traces>',
    '<http://localhost:8088/logs?query=service.name%3Atask-service*&amp;from=1795485300000|Logs>',
    '<http://localhost:8088/#/silences/new?filter=%7Balertname%3D%22ApiHighErrorRate%22%2C%20service%3D%22task-service%22%7D|Silence>',
  ].join(' · ');

  test('says what is broken, how badly, since when, and leads on', async () => {
    const { title, title_link: link, text, fallback, footer } = await message([FIRING]);
    expect(text.split('\n')).toEqual([
      '*Users get errors*',
      '12 % of the requests fail',
      'Since 2026-11-24 02:00:00 UTC',
      LINKS,
    ]);
    expect(title).toBe('CRITICAL: ApiHighErrorRate · task-service');
    expect(fallback).toBe(title);
    expect(link).toBe('http://localhost:8088/#/alerts?receiver=slack-critical');
    expect(footer).toBe('critical · team api');
  });

  test('says when it is over, and how long it was', async () => {
    const { title, text } = await message([RESOLVED]);
    const lines = text.split('\n');
    expect(lines[2]).toBe('Since 2026-11-24 02:00:00 UTC, until 2026-11-24 02:10:05 UTC (after 10m 5s)');
    expect(lines[3]).toBe(LINKS);
    expect(title).toBe('RESOLVED: ApiHighErrorRate · task-service');
  });

  test('tells several alerts of a group apart, those that are over too and last', async () => {
    const other = { ...FIRING, labels: { ...LABELS, route: '/me', code: '500' } };
    const over = { ...RESOLVED, labels: { ...LABELS, route: '/tasks' } };
    const { title, text } = await message([over, FIRING, other]);
    expect(text).toMatch(/`code=500` `route=\/me`\nResolved: \*Users get errors\*\n.*\nSince .*, until .*\n`route=/);
    expect(text.match(/Silence/g)).toHaveLength(1);
    expect(title).toBe('CRITICAL: ApiHighErrorRate · task-service (×2)');
  });

  test.each([
    ['firing', 'critical', 'danger'],
    ['firing', 'warning', 'warning'],
    ['resolved', 'critical', 'good'],
  ])('is coloured: %s, %s is %s', async (status, severity, wanted) => {
    const alert = status === 'firing' ? FIRING : RESOLVED;
    const { color } = await message([{ ...alert, labels: { ...LABELS, severity } }]);
    expect(color).toBe(wanted);
  });

  test('shows with the log lines of a sidecar those of its service', async () => {
    const { text } = await message([{ ...FIRING, labels: { ...LABELS, service: 'consumer-daprd' } }]);
    expect(text).toContain('/logs?query=service.name%3Aconsumer*&amp;from=');
    expect(text).toContain('/traces?service=consumer-daprd&amp;from=');
  });

  test('lets no value of a label make a link, a mention or a line', async () => {
    const labels = { ...LABELS, severity: '<!here>', team: '<&>', route: '<!channel>&`x`', '`odd`\nname': 'a\n<b>' };
    const { title, text, footer } = await message([
      { ...FIRING, labels, annotations: { summary: '<b>\n& c', description: '```\nSince' } },
    ]);
    expect(title).toContain('&lt;!HERE&gt;: ');
    expect(footer).toBe('&lt;!here&gt; · team &lt;&amp;&gt;');
    expect(text.split('\n').slice(0, 4)).toEqual([
      '*&lt;b&gt; &amp; c*',
      "''' Since",
      'Since 2026-11-24 02:00:00 UTC',
      "`'odd' name=a &lt;b&gt;` `route=&lt;!channel&gt;&amp;'x'`",
    ]);
    expect(text).not.toContain('Runbook');
  });

  test('is complete for an alert that says nothing of itself', async () => {
    const bare = { ...FIRING, labels: { alertname: 'Odd' }, annotations: {}, generatorURL: '' };
    const { title, text, footer } = await message([bare], { labels: { alertname: 'Odd' } });
    expect(title).toBe('FIRING: Odd');
    expect(footer).toBe('no severity · no team');
    expect(text.split('\n')).toEqual([
      '*Odd*',
      'Since 2026-11-24 02:00:00 UTC',
      '<http://localhost:8088/#/silences/new?filter=%7Balertname%3D%22Odd%22%7D|Silence>',
    ]);
    const nameless = await message([{ ...bare, labels: { severity: 'critical' } }], { labels: {} });
    expect(nameless.title).toBe('CRITICAL: unnamed alert');
    expect(nameless.text).toMatch(/^\*unnamed alert\*\n.*\n<http:\/\/localhost:8088\/#\/silences\/new\|Silence>$/);
  });

  test('shows of 150 alerts what fits, counts the rest, and leads to them', async () => {
    const alerts = Array.from({ length: 150 }, (_, index) => ({
      ...FIRING,
      labels: { ...LABELS, route: `/${index}` },
    }));
    const firing = await message(alerts);
    const shown = firing.text.match(/^\*Users get errors\*$/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(20);
    expect(firing.title).toBe('CRITICAL: ApiHighErrorRate · task-service (×150)');
    expect(firing.text).toContain(
      `\n<http://localhost:8088/#/alerts?receiver=slack-critical|… and ${150 - shown} more>\n${LINKS.slice(0, 20)}`,
    );
    expect(firing.text.length).toBeLessThan(SHOWN_TEXT);
    const over = await message(alerts.map((alert) => ({ ...alert, endsAt: '2026-11-24T02:10:05Z' })));
    expect(over.text).toMatch(/\|… and 1\d\d more>\n/);
  });

  test.each([
    ['an address with a bar', 'http://x/a|b', '<http://x/a%7Cb|Runbook>'],
    ['an address with a blank and brackets', 'http://x/<a b>', '<http://x/%3Ca%20b%3E|Runbook>'],
    ['a script', 'javascript:alert(1)', undefined],
    ['no address', 'the wiki', undefined],
    ['an address of two lines', 'http://x/a\nb', undefined],
    ['an address that is too long', `http://x/${'a'.repeat(500)}`, undefined],
  ])('has a link of an annotation that is %s, or none', async (_what, address, link) => {
    const { text } = await message([{ ...FIRING, annotations: { ...ANNOTATIONS, runbook_url: address } }]);
    if (link === undefined) expect(text).not.toContain('Runbook');
    else expect(text).toContain(link);
    expect(text).toContain('|Dashboard>');
  });

  test('prepares no silence rather than another, where its matchers are too long', async () => {
    const { text } = await message([FIRING], { labels: { alertname: 'A', service: 'x'.repeat(700) } });
    expect(text).toContain('<http://localhost:8088/#/silences/new|Silence>');
  });

  test('has every link for each alert of the rules', async () => {
    for (const { alert, expr, labels, annotations } of readCatalogue(resolvePaths().root).alerts) {
      const generatorURL = `http://localhost:8088/graph?g0.expr=${encodeURIComponent(expr)}&g0.tab=1`;
      const full = { ...FIRING, labels: { service: 'x', ...labels, alertname: alert }, annotations, generatorURL };
      const { text } = await message([full]);
      const missing = ['Runbook', 'Dashboard', 'Graph'].filter((label) => !text.includes(`|${label}>`));
      expect({ alert, missing }).toEqual({ alert, missing: [] });
    }
  }, 30_000);

  test('rejects an alert that Alertmanager would not take', async () => {
    await expect(message([{ ...FIRING, labels: {} }])).rejects.toThrow('at least one label pair required');
  });
});

import { hasAmtool, renderTemplate, type TemplateData } from './amtool';

const LABELS = { alertname: 'ApiHighErrorRate', service: 'task-service', severity: 'critical', team: 'api' };
const ANNOTATIONS = {
  summary: 'Users get errors',
  description: '12 % of the requests fail',
  runbook_url: 'http://localhost:8088/runbooks/ApiHighErrorRate',
  dashboard_url: 'http://localhost:8088/dashboards/task-service?from=now-1h&to=now',
};
const FIRING = {
  status: 'firing',
  labels: LABELS,
  annotations: ANNOTATIONS,
  startsAt: '2026-11-24T02:00:00Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://localhost:9090/graph?g0.expr=up&g0.tab=1',
} as const;

const RESOLVED = { ...FIRING, status: 'resolved', endsAt: '2026-11-24T02:10:05Z' } as const;

function group(...alerts: TemplateData['alerts']): TemplateData {
  return {
    receiver: 'slack-critical',
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    externalURL: 'http://localhost:9093',
    groupLabels: { alertname: LABELS.alertname, service: LABELS.service },
    commonLabels: LABELS,
    commonAnnotations: {},
    alerts,
  };
}

const render = (part: string, data: TemplateData): string => renderTemplate(`firewatch.slack.${part}`, data);

const whereAmtoolIs = hasAmtool ? describe : describe.skip;

const LINKS = [
  '<http://localhost:8088/runbooks/ApiHighErrorRate|Runbook>',
  '<http://localhost:8088/dashboards/task-service?from=now-1h&amp;to=now|Dashboard>',
  '<http://localhost:9090/graph?g0.expr=up&amp;g0.tab=1|Graph>',
  // 2026-11-24 01:55:00 UTC, five minutes before the alert.
  '<http://localhost:8088/traces?service=task-service&amp;from=1795485300000|Traces>',
  '<http://localhost:8088/logs?query=service.name%3Atask-service*&amp;from=1795485300000|Logs>',
  '<http://localhost:9093/#/silences/new?filter=%7Balertname%3D%22ApiHighErrorRate%22%2C%20service%3D%22task-service%22%7D|Silence>',
].join(' · ');

whereAmtoolIs('the message in Slack', () => {
  test('says what is broken, how badly, since when, and leads on', () => {
    expect(render('text', group(FIRING)).split('\n')).toEqual([
      '*Users get errors*',
      '12 % of the requests fail',
      'Since 2026-11-24 02:00:00 UTC',
      LINKS,
    ]);
    expect(render('title', group(FIRING))).toBe('CRITICAL: ApiHighErrorRate · task-service');
    expect(render('title_link', group(FIRING))).toBe('http://localhost:9093/#/alerts?receiver=slack-critical');
    expect(render('footer', group(FIRING))).toBe('critical · team api');
  });

  test('says when it is over, and how long it was', () => {
    const lines = render('text', group(RESOLVED)).split('\n');
    expect(lines[2]).toBe('Since 2026-11-24 02:00:00 UTC, until 2026-11-24 02:10:05 UTC (after 10m 5s)');
    expect(lines[3]).toBe(LINKS);
    expect(render('title', group(RESOLVED))).toBe('RESOLVED: ApiHighErrorRate · task-service');
  });

  test('tells several alerts of a group apart, those that are over too', () => {
    const other = { ...FIRING, labels: { ...LABELS, route: '/me', code: '500' } };
    const over = { ...RESOLVED, labels: { ...LABELS, route: '/tasks' } };
    const text = render('text', group(FIRING, other, over));
    expect(text).toContain('`code=500` `route=/me`');
    expect(text).toMatch(/Resolved: \*Users get errors\*\n.*\nSince .*, until .*\n`route=\/tasks`/);
    expect(text.match(/Silence/g)).toHaveLength(1);
    expect(render('title', group(FIRING, other, over))).toBe('CRITICAL: ApiHighErrorRate · task-service (×2)');
  });

  test.each([
    ['firing', 'critical', 'danger'],
    ['firing', 'warning', 'warning'],
    ['resolved', 'critical', 'good'],
  ])('is coloured: %s, %s is %s', (status, severity, color) => {
    const alerts = group(status === 'firing' ? FIRING : RESOLVED);
    expect(render('color', { ...alerts, commonLabels: { ...LABELS, severity } })).toBe(color);
  });

  test('shows with the log lines of a sidecar those of its service', () => {
    const sidecar = { ...FIRING, labels: { ...LABELS, service: 'consumer-daprd' } };
    const text = render('text', group(sidecar));
    expect(text).toContain('/logs?query=service.name%3Aconsumer*&amp;from=');
    expect(text).toContain('/traces?service=consumer-daprd&amp;from=');
  });

  test('lets no value of a label make a link or a mention', () => {
    const label = { ...FIRING, labels: { ...LABELS, route: '<!channel>&`x`' }, annotations: { summary: '<b> & c' } };
    const text = render('text', group(label));
    expect(text).toContain('*&lt;b&gt; &amp; c*');
    expect(text).toContain("`route=&lt;!channel&gt;&amp;'x'`");
    expect(text).not.toContain('Runbook');
  });

  test('is complete for an alert that says nothing of itself', () => {
    const bare = { ...FIRING, labels: { alertname: 'Odd' }, annotations: {}, generatorURL: '' };
    const data = { ...group(bare), groupLabels: { alertname: 'Odd' }, commonLabels: { alertname: 'Odd' } };
    expect(render('title', data)).toBe('FIRING: Odd');
    expect(render('footer', data)).toBe('no severity · no team');
    expect(render('text', data).split('\n')).toEqual([
      '*Odd*',
      'Since 2026-11-24 02:00:00 UTC',
      '<http://localhost:9093/#/silences/new?filter=%7Balertname%3D%22Odd%22%7D|Silence>',
    ]);
  });
});

import { Upstream } from '../runbook/context-of-test';
import { Alertmanager } from './alertmanager';
import { linksOf, Slack, type Attachment } from './slack';
import { awaitMessage, checkTemplate, LINKS, type Counts, type ExpectedMessage } from './slack-message';

const EXPECTED: ExpectedMessage = {
  alert: 'Down',
  status: 'firing',
  channel: 'critical',
  summary: 'Nobody <suffers> & all is well',
  severity: 'critical',
  otherSeverities: [],
  team: 'events',
  after: 7,
  timeoutMs: 0,
};

const ATTACHMENT: Attachment = {
  title: 'CRITICAL: Down · kafka',
  title_link: 'http://localhost:8088/#/alerts?receiver=slack-critical',
  text: [
    '*Nobody &lt;suffers&gt; &amp; all is well*',
    'Since 2026-11-24 02:00:00 UTC',
    LINKS.map((label) => `<http://localhost/?a=1&amp;b=${label}|${label}>`).join(' · '),
  ].join('\n'),
  color: 'danger',
  footer: 'critical · team events',
};

test('the links of a message are told by their labels, without their escapes', () => {
  const links = linksOf(ATTACHMENT);
  expect([...links.keys()]).toEqual(['Title', ...LINKS]);
  expect(links.get('Runbook')).toBe('http://localhost/?a=1&b=Runbook');
});

test('a message that says all is right', () => {
  expect(() => checkTemplate(EXPECTED, ATTACHMENT)).not.toThrow();
  const over = {
    ...ATTACHMENT,
    title: 'RESOLVED: Down · kafka',
    color: 'good',
    text: ATTACHMENT.text.replace(' UTC', ' UTC, until 2026-11-24 02:03:00 UTC (after 3m)'),
  };
  expect(() => checkTemplate({ ...EXPECTED, status: 'resolved' }, over)).not.toThrow();
});

test.each<[string, Partial<Attachment>, string]>([
  ['title', { title: 'Down is critical' }, 'does not begin with "CRITICAL: Down"'],
  ['summary', { text: ATTACHMENT.text.replace('&lt;', '<') }, 'does not say what users suffer'],
  ['since', { text: ATTACHMENT.text.replace('Since', 'At') }, 'does not say since when'],
  ['colour', { color: 'good' }, 'its colour is "good", not "danger"'],
  ['footer', { footer: 'critical' }, 'does not name team events'],
  ['link', { text: ATTACHMENT.text.replace('|Logs>', '>') }, 'has no link "Logs"'],
])('without its %s it is the template’s fault', (_what, change, message) => {
  expect(() => checkTemplate(EXPECTED, { ...ATTACHMENT, ...change })).toThrow(
    expect.objectContaining({ part: 'template', message: expect.stringContaining(message) as string }) as Error,
  );
});

describe('the message that does not come', () => {
  const slackServer = new Upstream();
  const alertmanagerServer = new Upstream();
  let urls: readonly [slack: string, alertmanager: string];
  beforeAll(async () => {
    const ports = [await slackServer.listen(), await alertmanagerServer.listen()];
    urls = ports.map((port) => `http://127.0.0.1:${port}`) as unknown as typeof urls;
  });
  afterAll(() => {
    slackServer.close();
    alertmanagerServer.close();
  });

  const message = (channel: string, title: string, id = 8) => ({
    id,
    channel,
    receivedAt: '2026-11-24T02:00:10Z',
    payload: { attachments: [{ ...ATTACHMENT, title, text: ATTACHMENT.text.replaceAll('Down', title) }] },
  });
  const channels = [200, { channels: [{ name: 'critical' }, { name: 'warning' }] }] as const;
  const inChannels = (...messages: readonly ReturnType<typeof message>[]) =>
    ['critical', 'warning'].map(
      (name) => [200, { messages: messages.filter(({ channel }) => channel === name) }] as const,
    );
  const refused = (count: number) =>
    [200, `slack_receiver_posts_total{channel="critical",outcome="invalid_blocks"} ${count}\n`] as const;
  const failures = (notifications: number, requests: number) =>
    [
      200,
      [
        `alertmanager_notifications_failed_total{integration="slack",reason="other"} ${notifications}`,
        `alertmanager_notification_requests_failed_total{integration="slack"} ${requests}`,
        '',
      ].join('\n'),
    ] as const;
  const held = (receiver: string, status: object = { state: 'active', silencedBy: [], inhibitedBy: [] }) =>
    [200, [{ labels: { alertname: 'Down' }, receivers: [{ name: receiver }], status }]] as const;
  const NONE: Counts = { refusals: 0, failures: { notifications: 0, requests: 0 } };

  const wait = (expected: Partial<ExpectedMessage> = {}) => {
    const { signal } = new AbortController();
    const [slack, alertmanager] = urls;
    return awaitMessage(
      { ...EXPECTED, ...expected },
      {
        slack: new Slack(slack, signal),
        alertmanager: new Alertmanager(alertmanager, signal),
        before: NONE,
        signal,
      },
    );
  };

  test('one that came is found, and an older one is none', async () => {
    slackServer.answer(
      channels,
      ...inChannels(message('critical', 'CRITICAL: Down · kafka', 7), message('critical', 'CRITICAL: Down · kafka', 9)),
    );
    expect((await wait()).message.id).toBe(9);
  });

  test('that of the ticket is not the page’s, where both are rules of one alert', async () => {
    slackServer.answer(
      channels,
      ...inChannels(message('warning', 'WARNING: Down · kafka', 8), message('critical', 'CRITICAL: Down · kafka', 9)),
    );
    expect((await wait({ otherSeverities: ['warning'] })).message.id).toBe(9);
  });

  test('in another channel it is the route’s fault', async () => {
    slackServer.answer(channels, ...inChannels(message('warning', 'CRITICAL: Down · kafka')));
    await expect(wait()).rejects.toMatchObject({
      part: 'route',
      message: expect.stringContaining('#warning') as string,
    });
  });

  test('one that does not name the alert is the template’s fault', async () => {
    const other = message('critical', 'Something');
    slackServer.answer(channels, ...inChannels(other), channels, ...inChannels(other));
    await expect(wait()).rejects.toMatchObject({ part: 'template' });
  });

  test.each([
    ['refused by Slack’s rules', refused(1), failures(0, 0), held('slack-critical'), 'template'],
    ['not taken', refused(0), failures(1, 3), held('slack-critical'), 'receiver'],
    ['not written', refused(0), failures(1, 0), held('slack-critical'), 'template'],
    ['unknown to Alertmanager', refused(0), failures(0, 0), [200, []] as const, 'platform'],
    ['routed elsewhere', refused(0), failures(0, 0), held('slack-unrouted'), 'route'],
    [
      'inhibited',
      refused(0),
      failures(0, 0),
      held('slack-critical', { state: 'suppressed', silencedBy: [], inhibitedBy: ['x'] }),
      'route',
    ],
    ['lost without a word', refused(0), failures(0, 0), held('slack-critical'), 'receiver'],
  ] as const)('%s', async (_what, ofSlack, ofAlertmanager, alerts, part) => {
    slackServer.answer(channels, ...inChannels(), channels, ...inChannels(), ofSlack);
    alertmanagerServer.answer(ofAlertmanager, alerts);
    await expect(wait()).rejects.toMatchObject({ part });
  });

  test('a receiver that does not answer is at fault', async () => {
    slackServer.answer([500, 'broken']);
    await expect(wait()).rejects.toMatchObject({ part: 'receiver' });
  });
});

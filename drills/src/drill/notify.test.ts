import { Upstream } from '../runbook/context-of-test';
import { Alertmanager } from './alertmanager';
import type { Incident } from './incident';
import { awaitEarlierEnd } from './notify';
import { Slack } from './slack';

const CONFIG = [
  'route:',
  '  receiver: slack-unrouted',
  '  group_interval: 30s',
  '  routes:',
  '    - receiver: slack-critical',
  '      group_wait: 1s',
].join('\n');

describe('before a drill begins', () => {
  const slackServer = new Upstream();
  const alertmanagerServer = new Upstream();
  let incident: Incident;
  let said: string[];
  beforeAll(async () => {
    const [slack, alertmanager] = [await slackServer.listen(), await alertmanagerServer.listen()].map(
      (port) => `http://127.0.0.1:${port}`,
    );
    const { signal } = new AbortController();
    const known: unknown = {
      drill: { alert: 'Down', declared: { channel: 'critical', labels: {} }, runbook: { severity: ['critical'] } },
      run: { signal },
      slack: new Slack(slack ?? '', signal),
      alertmanager: new Alertmanager(alertmanager ?? '', signal),
    };
    incident = known as Incident;
    alertmanagerServer.answer([200, { config: { original: CONFIG } }]);
  });
  beforeEach(() => (said = []));
  afterAll(() => {
    slackServer.close();
    alertmanagerServer.close();
  });

  const channels = [200, { channels: [{ name: 'critical' }] }] as const;
  const messages = (...told: readonly (readonly [id: number, title: string, secondsAgo: number])[]) =>
    [
      200,
      {
        messages: told.map(([id, title, secondsAgo]) => ({
          id,
          channel: 'critical',
          receivedAt: new Date(Date.now() - secondsAgo * 1000).toISOString(),
          payload: { attachments: [{ title }] },
        })),
      },
    ] as const;
  const wait = () => awaitEarlierEnd(incident, (message) => said.push(message));

  test.each([
    ['nothing was ever told', messages()],
    ['another alert fires', messages([1, 'CRITICAL: Up · kafka', 1])],
    ['its end was told', messages([1, 'CRITICAL: Down · kafka', 9], [2, 'RESOLVED: Down · kafka', 1])],
    ['it was told longer ago than Alertmanager waits', messages([1, 'CRITICAL: Down · kafka', 60])],
  ] as const)('%s: there is nothing to wait for', async (_what, answer) => {
    slackServer.answer(channels, answer);
    await wait();
    expect(said).toEqual([]);
  });

  test('it was told just now: its end is waited for', async () => {
    const firing = [1, 'CRITICAL: Down · kafka', 5] as const;
    slackServer.answer(channels, messages(firing), channels, messages(firing, [2, 'RESOLVED: Down · kafka', 0]));
    await wait();
    expect(said).toEqual(['waiting until Alertmanager has told the end of an earlier Down']);
  });

  test('a channel to which nothing is routed is the route’s fault', async () => {
    alertmanagerServer.answer([200, { config: { original: 'route: { receiver: slack-unrouted }' } }]);
    await expect(wait()).rejects.toMatchObject({ part: 'route' });
  });
});

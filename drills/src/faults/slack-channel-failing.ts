import { endpoints } from '@firewatch/native';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { RequestError } from '../http/get-json';
import type { Fault, FaultContext } from './fault';
import { FaultSwitch } from './fault-switch';
import { sampleSum } from './sample-sum';
import { WatchedCount } from './watched-count';

/** As long as a switch stays on at most. */
const LONGEST_MS = 3_600_000;

/**
 * Slack fails for one channel, and an alert that nothing is broken by is to be posted there: without a message no failure shows. Where the
 * channel works again while the alert is still there, its message arrives late, and so does its end.
 */
export function slackChannelFailing(
  { channel }: Extract<FaultSpec, { name: 'slack-channel-failing' }>,
  { settings }: FaultContext,
): Fault {
  const { slackReceiver, alertmanager } = endpoints(settings);
  const switches = new FaultSwitch(slackReceiver, 'slack-channel-failing', settings.secrets.adminToken);
  const refused = new WatchedCount(() =>
    sampleSum(slackReceiver, 'slack_receiver_posts_total', { channel, outcome: 'rollup_error' }),
  );
  let startsAt = new Date();
  const tellUntil = (endsAt: Date) =>
    post(`${alertmanager}/api/v2/alerts`, [
      {
        labels: { alertname: 'DrillOfSlackChannel', severity: channel, team: 'api', service: 'slack-receiver' },
        annotations: { summary: 'Nothing is broken: a drill wants a message', description: '1 message' },
        startsAt,
        endsAt,
      },
    ]);
  return {
    title: `Slack answers 500 to what is posted to #${channel}`,
    async inject() {
      await switches.on({ channel });
      startsAt = new Date();
      await tellUntil(new Date(startsAt.getTime() + LONGEST_MS));
      refused.forget();
    },
    async missing() {
      const posts = await refused.growth();
      if (posts === undefined) return `posts to #${channel} are being watched`;
      return posts > 0 ? undefined : `no post to #${channel} failed meanwhile`;
    },
    async withdraw() {
      await switches.off();
      await tellUntil(new Date());
    },
  };
}

async function post(url: string, body: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new RequestError(`${url} answers ${response.status}: ${await response.text()}`);
}

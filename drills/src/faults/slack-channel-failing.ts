import { setTimeout as delay } from 'node:timers/promises';
import { endpoints } from '@firewatch/native';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { RequestError } from '../http/get-json';
import type { Fault, FaultContext } from './fault';
import { FaultSwitch } from './fault-switch';
import { sampleSum } from './sample-sum';
import { WatchedCount } from './watched-count';

const FAULT = 'slack-channel-failing';

/** The alert ends by itself soon after the drill's process does. */
const RENEW_MS = 5_000;
const LASTS_MS = 60_000;

/**
 * Slack fails for one channel. For as long as it does there is an alert that should be posted there and means nothing: without a message
 * no failure shows.
 */
export function slackChannelFailing(
  { channel }: Extract<FaultSpec, { name: 'slack-channel-failing' }>,
  { settings }: FaultContext,
): Fault {
  const { slackReceiver, alertmanager } = endpoints(settings);
  const switches = new FaultSwitch(slackReceiver, FAULT, settings.secrets.adminToken);
  const refused = new WatchedCount(() =>
    sampleSum(slackReceiver, 'slack_receiver_posts_total', { channel, outcome: 'rollup_error' }),
  );
  let startsAt = new Date();
  const sendAlert = (endsAt: Date) =>
    post(`${alertmanager}/api/v2/alerts`, [
      {
        labels: { alertname: 'DrillOfSlackChannel', severity: channel, team: 'api', service: 'slack-receiver' },
        annotations: { summary: 'Nothing is broken: a drill needs a message', description: '1 message' },
        startsAt,
        endsAt,
      },
    ]);
  // A receiver that does not answer is being restarted, and fails as well.
  const isFailing = () =>
    sampleSum(slackReceiver, 'fault_active', { fault: FAULT }).then(
      (on) => on > 0,
      () => true,
    );
  let renewing = new AbortController();
  const renewWhileFailing = async (signal: AbortSignal) => {
    while (!signal.aborted && (await isFailing())) {
      // An Alertmanager that does not answer is asked again.
      await sendAlert(new Date(Date.now() + LASTS_MS)).catch(() => undefined);
      await delay(RENEW_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
    await sendAlert(new Date()).catch(() => undefined);
  };
  return {
    title: `Slack answers 500 to what is posted to #${channel}`,
    async inject() {
      await switches.on({ channel });
      startsAt = new Date();
      await sendAlert(new Date(Date.now() + LASTS_MS));
      renewing = new AbortController();
      void renewWhileFailing(renewing.signal);
      refused.forget();
    },
    async missing() {
      const posts = await refused.growth();
      if (posts === undefined) return `posts to #${channel} are being watched`;
      return posts > 0 ? undefined : `no post to #${channel} failed meanwhile`;
    },
    async withdraw() {
      renewing.abort();
      await switches.off();
      await sendAlert(new Date());
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

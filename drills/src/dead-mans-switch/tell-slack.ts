import { counter, logger } from '@firewatch/telemetry';
import type { SwitchEvent } from './switch';

const TIMEOUT_MS = 5_000;

const log = logger.child({ 'log.logger': 'dead-mans-switch' });

/** @returns what tells people of the switch, by the incoming webhook at `url` (which is a secret: it is not logged) */
export function tellSlack(url: string): (event: SwitchEvent, silentMs: number) => Promise<void> {
  const posts = counter('dead_mans_switch_posts_total');
  return async (event, silentMs) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message(event, silentMs)),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const answer = await response.text();
      if (!response.ok) throw new Error(`Slack answered ${response.status}: ${answer.slice(0, 100)}`);
    } catch (error) {
      posts.inc({ event, outcome: 'failed' });
      log.error({ err: error }, `Slack could not be told that the heartbeat is ${event}; it is tried again`);
      throw error;
    }
    posts.inc({ event, outcome: 'ok' });
    log.warn(`Slack was told that the heartbeat is ${event}`);
  };
}

function message(event: SwitchEvent, silentMs: number): object {
  const seconds = Math.round(silentMs / 1000);
  const silent = {
    color: 'danger',
    title: 'SILENT: no heartbeat of the alert path',
    text: `For ${seconds} s the alert \`Watchdog\`, which fires always, did not come through. *No other alert may come through either.* Look at Prometheus (does it run, does the rule fire?), then at Alertmanager.`,
  };
  const back = {
    color: 'good',
    title: 'BACK: the heartbeat of the alert path',
    text: `The alert path works again, after ${seconds} s of silence. What happened meanwhile may not have been told.`,
  };
  const attachment = event === 'silent' ? silent : back;
  return {
    username: "Dead-man's switch",
    attachments: [{ ...attachment, fallback: attachment.title, mrkdwn_in: ['text'] }],
  };
}

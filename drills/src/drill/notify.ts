import { checkLinks } from './check-links';
import { DrillFailure } from './drill-failure';
import type { Baseline, Incident } from './incident';
import { otherSeverities } from './load-drill';
import type { ActiveAlert } from './prometheus';
import type { Done, Say } from './run';
import type { Attachment } from './slack';
import { awaitMessage, messagesOf, type ExpectedMessage } from './slack-message';
import { until } from './until';

/** What may pass besides Alertmanager's wait until a message is there: the way from Prometheus, and the post. */
const DELIVERY_SECONDS = 15;

/**
 * Waits until Slack would hear of the alert if it fired. Alertmanager says nothing of an alert that ends and fires again between two
 * looks at its group, so an earlier firing that was just told has to be told as over first, or the next look has to be past.
 * Throws DrillFailure `platform`.
 */
export async function awaitEarlierEnd(incident: Incident, say: Say): Promise<void> {
  const { drill, slack, run } = incident;
  const { groupInterval } = await waitsOf(incident);
  let isTold = false;
  const isOver = async () => {
    const last = (await messagesOf({ ...wantedOf(drill), after: 0 }, slack)).at(-1);
    if (!last || last.status === 'resolved') return true;
    const age = (Date.now() - Date.parse(last.message.receivedAt)) / 1000;
    if (age > groupInterval + DELIVERY_SECONDS) return true;
    if (!isTold) say(`waiting until Alertmanager has told the end of an earlier ${drill.alert}`);
    isTold = true;
    return undefined;
  };
  const timeoutMs = (groupInterval + 2 * DELIVERY_SECONDS) * 1000;
  if (!(await until(isOver, { timeoutMs, everyMs: 500, signal: run.signal })))
    throw new DrillFailure('platform', `${drill.alert} is told to fire again and again`);
}

/** Waits for the message that the alert fires. Throws DrillFailure. */
export async function awaitFiringMessage(
  incident: Incident,
  baseline: Baseline,
  alert: ActiveAlert,
  firingAt: number,
): Promise<Done & { readonly attachment: Attachment }> {
  const { run } = incident;
  const { groupWait, groupInterval } = await waitsOf(incident);
  // A group that an earlier alert has left behind does not wait anew: it tells with its next interval.
  const expected = expectedMessage(incident, baseline, alert, 'firing', groupWait + groupInterval);
  const { message, attachment } = await awaitMessage(expected, sourcesOf(incident, baseline));
  run.timings.firingToMessage = Date.parse(message.receivedAt) / 1000 - firingAt;
  run.timings.firingToMessageAllowed = groupWait;
  return { said: `#${message.channel}: ${attachment.title}`, attachment };
}

/** Waits for the message that the alert is over. Throws DrillFailure. */
export async function awaitResolvedMessage(
  incident: Incident,
  baseline: Baseline,
  alert: ActiveAlert,
  resolvedAt: number,
): Promise<Done> {
  const { groupInterval } = await waitsOf(incident);
  const expected = expectedMessage(incident, baseline, alert, 'resolved', groupInterval);
  const { message, attachment } = await awaitMessage(expected, sourcesOf(incident, baseline));
  incident.run.timings.resolvedToMessage = Math.max(Date.parse(message.receivedAt) / 1000 - resolvedAt, 0);
  return { said: `#${message.channel}: ${attachment.title}` };
}

/** Opens the links of the message. Throws DrillFailure `link`. */
export async function openLinks(
  { run, drill, alertmanager }: Incident,
  { rule }: Baseline,
  alert: ActiveAlert,
  attachment: Attachment,
): Promise<Done> {
  const { signal } = run;
  const labels = await checkLinks(attachment, {
    alert,
    rule,
    alertmanager,
    dashboard: drill.runbook.dashboard,
    ...(drill.declared.unavailable_links && { unavailable: drill.declared.unavailable_links }),
    signal,
  });
  return { said: labels.join(', ') };
}

/** Throws DrillFailure `route` unless there was one message that the alert fires and one that it is over. */
export async function refuseRepeats({ drill, slack }: Incident, { lastId }: Baseline): Promise<void> {
  for (const status of ['firing', 'resolved'] as const) {
    const all = await messagesOf({ ...wantedOf(drill), after: lastId }, slack);
    const messages = all.filter((found) => found.status === status);
    if (messages.length === 1) continue;
    const channels = messages.map(({ message }) => `#${message.channel}`).join(', ');
    throw new DrillFailure(
      'route',
      `${messages.length} messages that ${drill.alert} is ${status}, instead of one: ${channels}`,
    );
  }
}

async function waitsOf({ alertmanager, drill }: Incident): Promise<{ groupWait: number; groupInterval: number }> {
  const receiver = `slack-${drill.declared.channel}`;
  const waits = await alertmanager.waits(receiver);
  if (waits) return waits;
  throw new DrillFailure('route', `Alertmanager has no route to ${receiver}`);
}

function expectedMessage(
  { drill, run }: Incident,
  { lastId }: Baseline,
  { labels, annotations }: ActiveAlert,
  status: ExpectedMessage['status'],
  waitSeconds: number,
): ExpectedMessage {
  run.signal.throwIfAborted();
  return {
    ...wantedOf(drill),
    status,
    channel: drill.declared.channel,
    summary: annotations['summary'] ?? '',
    severity: labels['severity'],
    team: drill.runbook.team,
    after: lastId,
    timeoutMs: (waitSeconds + DELIVERY_SECONDS) * 1000,
  };
}

const wantedOf = (drill: Incident['drill']) => ({ alert: drill.alert, otherSeverities: otherSeverities(drill) });

const sourcesOf = ({ slack, alertmanager, run }: Incident, { counts }: Baseline) => ({
  slack,
  alertmanager,
  before: counts,
  signal: run.signal,
});

import type { Alertmanager, FailureCounts } from './alertmanager';
import { DrillFailure } from './drill-failure';
import { linksOf, type Attachment, type Slack, type SlackMessage } from './slack';
import { until } from './until';
import { RequestError } from '../http/get-json';

/** What every message links to. */
export const LINKS = ['Runbook', 'Dashboard', 'Graph', 'Traces', 'Logs', 'Silence'] as const;

export interface ExpectedMessage {
  readonly alert: string;
  readonly status: 'firing' | 'resolved';
  /** Without `#`. */
  readonly channel: string;
  /** Of the alert. */
  readonly summary: string;
  readonly severity: string | undefined;
  /** Of the page's other rules, whose messages are not meant: a ticket that is told of once its page is over. */
  readonly otherSeverities: readonly string[];
  readonly team: string;
  /** Only messages with a higher id count. */
  readonly after: number;
  readonly timeoutMs: number;
}

/** How it stood before the fault, to tell what failed since. */
export interface Counts {
  readonly refusals: number;
  readonly failures: FailureCounts;
}

export interface MessageSources {
  readonly slack: Slack;
  readonly alertmanager: Alertmanager;
  readonly before: Counts;
  readonly signal: AbortSignal;
}

export async function readCounts(slack: Slack, alertmanager: Alertmanager): Promise<Counts> {
  return { refusals: await slack.refusals(), failures: await alertmanager.failures() };
}

export interface FoundMessage {
  readonly status: ExpectedMessage['status'];
  readonly message: SlackMessage;
  readonly attachment: Attachment;
}

/** Waits for the message, and checks it. Throws DrillFailure that blames receiver, route, template or platform. */
export async function awaitMessage(expected: ExpectedMessage, sources: MessageSources): Promise<FoundMessage> {
  try {
    const check = async () => {
      const messages = (await messagesOf(expected, sources.slack)).filter(({ status }) => status === expected.status);
      refuseOtherChannels(expected, messages);
      return messages[0];
    };
    const found = await until(check, { timeoutMs: expected.timeoutMs, signal: sources.signal });
    if (!found) throw await explainSilence(expected, sources);
    checkTemplate(expected, found.attachment);
    return found;
  } catch (error) {
    if (error instanceof RequestError && !sources.signal.aborted)
      throw new DrillFailure('receiver', error.message, { cause: error });
    throw error;
  }
}

/** The messages about the alert, in all channels, the oldest first. Those of its end are told by their titles. */
export async function messagesOf(
  { alert, otherSeverities, after }: Pick<ExpectedMessage, 'alert' | 'otherSeverities' | 'after'>,
  slack: Slack,
): Promise<readonly FoundMessage[]> {
  const others = otherSeverities.map((severity) => titleOf(alert, 'firing', severity));
  const isMeant = (one: Attachment) => mentions(one, alert) && !others.some((title) => one.title.startsWith(title));
  return (await slack.messagesAfter(after)).flatMap((message) => {
    const attachment = message.payload.attachments.find(isMeant);
    if (!attachment) return [];
    return [{ message, attachment, status: attachment.title.startsWith('RESOLVED') ? 'resolved' : 'firing' }];
  });
}

const mentions = (attachment: Attachment, alert: string): boolean =>
  new RegExp(`\\b${alert}\\b`).test(JSON.stringify(attachment));

function refuseOtherChannels({ alert, channel }: ExpectedMessage, messages: readonly FoundMessage[]): void {
  const others = messages.map(({ message }) => message.channel).filter((name) => name !== channel);
  if (others.length === 0) return;
  throw new DrillFailure(
    'route',
    `the message of ${alert} came to #${[...new Set(others)].join(', #')}, not to #${channel}`,
  );
}

async function explainSilence(expected: ExpectedMessage, sources: MessageSources): Promise<DrillFailure> {
  const { alert, channel, status, after } = expected;
  const { slack, alertmanager, before } = sources;
  const none = `no message that ${alert} ${status === 'firing' ? 'fires' : 'is over'} came to #${channel}`;
  const unknown = (await slack.messagesAfter(after)).filter(
    ({ channel: name, payload }) => name === channel && !payload.attachments.some((one) => mentions(one, alert)),
  );
  if (status === 'firing' && unknown.length > 0) {
    const titles = unknown.flatMap(({ payload }) => payload.attachments.map(({ title }) => `"${title}"`));
    return new DrillFailure('template', `${none}, but one that does not name it: ${titles.join(', ')}`);
  }
  const now = await readCounts(slack, alertmanager);
  if (now.refusals > before.refusals)
    return new DrillFailure(
      'template',
      `${none}: Slack's rules refused what was posted; see make dev-logs SERVICE=slack-receiver`,
    );
  if (now.failures.requests > before.failures.requests)
    return new DrillFailure('receiver', `${none}: the receiver did not take Alertmanager's posts`);
  if (now.failures.notifications > before.failures.notifications)
    return new DrillFailure(
      'template',
      `${none}: Alertmanager could not write it; see make dev-logs SERVICE=alertmanager`,
    );
  if (status === 'resolved') return new DrillFailure('receiver', `${none}; check send_resolved of slack-${channel}`);
  const [held] = await alertmanager.alerts(alert);
  if (!held) return new DrillFailure('platform', `${none}: Alertmanager does not have the alert`);
  const receivers = held.receivers.map(({ name }) => name);
  if (!receivers.includes(`slack-${channel}`))
    return new DrillFailure('route', `${none}: it is routed to ${receivers.join(', ')}`);
  const { silencedBy, inhibitedBy, state } = held.status;
  if (state === 'suppressed')
    return new DrillFailure(
      'route',
      `${none}: it is ${inhibitedBy.length > 0 ? 'inhibited' : `silenced by ${silencedBy.join(', ')}`}`,
    );
  return new DrillFailure(
    'receiver',
    `${none}, although Alertmanager has it for slack-${channel} and says of no failure`,
  );
}

/** Throws DrillFailure `template` that tells all that the message lacks. */
export function checkTemplate(
  { alert, status, summary, severity, team }: ExpectedMessage,
  attachment: Attachment,
): void {
  const { title, text, color, footer } = attachment;
  const begin = titleOf(alert, status, severity);
  const links = linksOf(attachment);
  const faults = [
    ...(title.startsWith(begin) ? [] : [`its title is "${title}", and does not begin with "${begin}"`]),
    ...(text.includes(escapeSlack(summary)) ? [] : [`it does not say what users suffer ("${summary}")`]),
    ...(/^Since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/m.test(text) ? [] : ['it does not say since when']),
    ...(status === 'resolved' && !/, until .+ \(after .+\)/.test(text) ? ['it does not say until when'] : []),
    ...(color === colorOf(status, severity) ? [] : [`its colour is "${color}", not "${colorOf(status, severity)}"`]),
    ...(footer.includes(team) ? [] : [`its footer does not name team ${team}`]),
    ...LINKS.filter((label) => !links.has(label)).map((label) => `it has no link "${label}"`),
  ];
  if (faults.length > 0) throw new DrillFailure('template', `the message is not as it should be: ${faults.join('; ')}`);
}

/** How the title of a message begins. */
function titleOf(alert: string, status: ExpectedMessage['status'], severity: string | undefined): string {
  return `${status === 'resolved' ? 'RESOLVED' : (severity ?? 'firing').toUpperCase()}: ${alert}`;
}

function colorOf(status: ExpectedMessage['status'], severity: string | undefined): string {
  if (status === 'resolved') return 'good';
  return severity === 'critical' ? 'danger' : 'warning';
}

const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

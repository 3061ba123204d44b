import { parseDuration } from '@firewatch/native';
import { parse } from 'yaml';
import { z } from 'zod';
import { get, getJson, RequestError } from '../http/get-json';

const alert = z.object({
  labels: z.record(z.string(), z.string()),
  receivers: z.array(z.object({ name: z.string() })),
  status: z.object({
    state: z.enum(['active', 'suppressed', 'unprocessed']),
    silencedBy: z.array(z.string()),
    inhibitedBy: z.array(z.string()),
  }),
});
export type RoutedAlert = z.output<typeof alert>;

const statusAnswer = z.object({ config: z.object({ original: z.string() }) });

const silencesAnswer = z.array(
  z.object({ id: z.string(), createdBy: z.string(), status: z.object({ state: z.string() }) }),
);

export interface NewSilence {
  readonly minutes: number;
  readonly author: string;
  readonly comment: string;
}

interface Route {
  readonly receiver?: string;
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly routes?: readonly Route[];
}

/** Seconds that Alertmanager waits with the messages of a receiver. */
export interface Waits {
  readonly groupWait: number;
  readonly groupInterval: number;
}

/** How many notifications failed since the start: those that could not be made, and the requests that were not taken. */
export interface FailureCounts {
  readonly notifications: number;
  readonly requests: number;
}

/** Alertmanager's HTTP API. Every method throws RequestError when it does not answer. */
export class Alertmanager {
  constructor(
    private readonly url: string,
    private readonly signal: AbortSignal,
  ) {}

  /** The alerts that it has of a name, or all. */
  async alerts(name?: string): Promise<readonly RoutedAlert[]> {
    const url = new URL('/api/v2/alerts', this.url);
    if (name !== undefined) url.searchParams.set('filter', `alertname="${name}"`);
    return getJson(url, z.array(alert), { signal: this.signal });
  }

  /** The alerts that matchers find, each as `label="value"`. */
  async find(matchers: readonly string[]): Promise<readonly RoutedAlert[]> {
    const url = new URL('/api/v2/alerts', this.url);
    for (const matcher of matchers) url.searchParams.append('filter', matcher);
    return getJson(url, z.array(alert), { signal: this.signal });
  }

  /** Silences an alert of that name from now on. */
  async silence(alert: string, { minutes, author, comment }: NewSilence): Promise<void> {
    const now = Date.now();
    await this.change('POST', '/api/v2/silences', {
      matchers: [{ name: 'alertname', value: alert, isRegex: false, isEqual: true }],
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + minutes * 60_000).toISOString(),
      createdBy: author,
      comment,
    });
  }

  /** Ends the silences that somebody has made. */
  async expireSilences(author: string): Promise<void> {
    const all = await getJson(new URL('/api/v2/silences', this.url), silencesAnswer, { signal: this.signal });
    for (const { id, createdBy, status } of all)
      if (createdBy === author && status.state !== 'expired') await this.change('DELETE', `/api/v2/silence/${id}`);
  }

  private async change(method: 'POST' | 'DELETE', target: string, body?: unknown): Promise<void> {
    const response = await fetch(new URL(target, this.url), {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: this.signal,
    });
    if (!response.ok)
      throw new RequestError(`${method} ${target} is answered ${response.status}: ${await response.text()}`);
  }

  /** Of the loaded route of a receiver; undefined where no route has it. */
  async waits(receiver: string): Promise<Waits | undefined> {
    const { config } = await getJson(new URL('/api/v2/status', this.url), statusAnswer, { signal: this.signal });
    const { route } = parse(config.original) as { route?: Route };
    return route && waitsOf(route, receiver, { groupWait: 30, groupInterval: 300 });
  }

  /** Of Slack's messages. */
  async failures(): Promise<FailureCounts> {
    const { body } = await get(new URL('/metrics', this.url), { signal: this.signal });
    const total = (name: string) =>
      [...body.matchAll(new RegExp(`^${name}\\{[^}]*integration="slack"[^}]*\\} (\\S+)$`, 'gm'))].reduce(
        (sum, [, value]) => sum + Number(value),
        0,
      );
    return {
      notifications: total('alertmanager_notifications_failed_total'),
      requests: total('alertmanager_notification_requests_failed_total'),
    };
  }
}

function waitsOf(route: Route, receiver: string, inherited: Waits): Waits | undefined {
  const waits = {
    groupWait: secondsOf(route.group_wait) ?? inherited.groupWait,
    groupInterval: secondsOf(route.group_interval) ?? inherited.groupInterval,
  };
  for (const child of route.routes ?? []) {
    const found = waitsOf(child, receiver, waits);
    if (found) return found;
  }
  return route.receiver === receiver ? waits : undefined;
}

const secondsOf = (duration: string | undefined): number | undefined =>
  duration === undefined ? undefined : parseDuration(duration) / 1000;

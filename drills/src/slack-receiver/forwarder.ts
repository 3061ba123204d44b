import { setTimeout as delay } from 'node:timers/promises';
import { counter, logger } from '@firewatch/telemetry';
import type { Payload } from './payload';

const TIMEOUT_MS = 5_000;
const MAX_WAITING = 100;
/** Milliseconds before each further attempt. */
const RETRY_AFTER_MS = [1_000, 5_000, 30_000];

const log = logger.child({ 'log.logger': 'slack-receiver' });

/** An answer of Slack that another attempt would not change. */
class RefusedError extends Error {}

/**
 * Posts messages on to the real Slack, by a webhook URL for each channel (a secret: not logged), in the order in which they came. A message
 * is tried four times; one that finds 100 of its channel waiting is dropped. Both are counted and logged.
 */
export class Forwarder {
  private readonly queues = new Map<string, { waiting: number; done: Promise<void> }>();
  private readonly forwards = counter('slack_receiver_forwards_total');

  /** @param wait for the time between attempts; resolves after that many milliseconds */
  constructor(
    private readonly urls: ReadonlyMap<string, string>,
    private readonly wait: (milliseconds: number) => Promise<unknown> = (milliseconds) =>
      delay(milliseconds, undefined, { ref: false }),
  ) {}

  /** Returns at once. Does nothing for a channel without a URL. */
  forward(channel: string, payload: Payload): void {
    const url = this.urls.get(channel);
    if (url === undefined) return;
    const queue = this.queues.get(channel) ?? { waiting: 0, done: Promise.resolve() };
    this.queues.set(channel, queue);
    if (queue.waiting >= MAX_WAITING) {
      this.count(channel, 'dropped');
      return;
    }
    queue.waiting += 1;
    queue.done = queue.done.then(async () => {
      await this.deliver(channel, url, payload);
      queue.waiting -= 1;
    });
  }

  /** Resolves when all that was given so far is delivered or given up. */
  async settled(): Promise<void> {
    await Promise.all([...this.queues.values()].map(({ done }) => done));
  }

  private async deliver(channel: string, url: string, payload: Payload): Promise<void> {
    for (const pause of [...RETRY_AFTER_MS, undefined]) {
      try {
        await post(url, payload);
        this.count(channel, 'ok');
        return;
      } catch (error) {
        if (error instanceof RefusedError || pause === undefined) {
          log.error({ err: error, channel }, 'Slack did not take a message');
          this.count(channel, 'failed');
          return;
        }
        await this.wait(pause);
      }
    }
  }

  private count(channel: string, outcome: 'ok' | 'failed' | 'dropped'): void {
    this.forwards.inc({ channel, outcome });
    if (outcome === 'dropped') log.error({ channel }, `${MAX_WAITING} messages wait for Slack; one more was dropped`);
  }
}

async function post(url: string, payload: Payload): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const answer = (await response.text()).slice(0, 100);
  if (response.ok) return;
  const reason = `Slack answered ${response.status}: ${answer}`;
  throw response.status === 429 || response.status >= 500 ? new Error(reason) : new RefusedError(reason);
}

import { logger } from '@firewatch/telemetry';
import { DependencyUnavailableError, messageOf, type Dependency } from '../errors';
import { backoffMs, pause } from '../retry';
import type { Outbox } from './ports';
import { publishEvents, type Publishing } from './publish-events';
import type { WakeUp } from './wake-up';

export interface PublishLoopSettings extends Publishing {
  /** Looks for rows at least this often, should a notification be missed. */
  pollIntervalMs: number;
  batchSize: number;
  retentionSeconds: number;
}

export interface PublishLoop {
  /** The component that publishing waits for, while it runs. */
  failing(): Dependency | undefined;
  /**
   * Publishes what is in the outbox, batch after batch, and what comes into it, until the signal is aborted: then it resolves
   * after the batch in hand. What is away is tried again until it is back. Rejects when the outbox does.
   */
  run(outbox: Outbox, wakeUp: WakeUp, signal: AbortSignal): Promise<void>;
}

const RETRY = { firstMs: 200, longestMs: 5_000 };
const PRUNE_INTERVAL_MS = 30_000;

const log = logger.child({ 'log.logger': 'outbox.relay' });

/** The work of the relay's leader, apart from how it came to lead. One run at a time. */
export function publishLoop(settings: PublishLoopSettings): PublishLoop {
  let failing: Dependency | undefined;

  async function warmUp(): Promise<void> {
    try {
      await settings.encoder.warmUp();
      if (failing === 'schema-registry') failing = undefined;
    } catch (error) {
      if (failing !== 'schema-registry') log.warn(`schemas are not all loaded: ${messageOf(error)}`);
      failing = 'schema-registry';
    }
  }

  async function publishNextBatch(outbox: Outbox): Promise<{ hasMore: boolean; isFailing: boolean }> {
    const events = await outbox.fetchPending(settings.batchSize);
    if (events.length === 0) return { hasMore: false, isFailing: false };
    const { published, parked, failure } = await publishEvents(settings, events);
    await outbox.markPublished(published);
    await outbox.park(parked);
    for (const { id, error } of parked) log.error({ labels: { outbox_id: id } }, `event parked: ${error}`);
    report(failure);
    return { hasMore: events.length === settings.batchSize, isFailing: failure !== undefined };
  }

  function report(failure: unknown): void {
    if (failure !== undefined) log.warn({ err: failure }, `events wait in the outbox: ${messageOf(failure)}`);
    else if (failing === 'kafka') log.info('events are published again');
    if (failure !== undefined || failing === 'kafka')
      failing = failure instanceof DependencyUnavailableError ? failure.dependency : undefined;
  }

  return {
    failing: () => failing,
    async run(outbox, wakeUp, signal) {
      // What was away when this process led before, others may have found back meanwhile.
      failing = undefined;
      let nextPrune = 0;
      let failures = 0;
      while (!signal.aborted) {
        await warmUp();
        const { hasMore, isFailing } = await publishNextBatch(outbox);
        failures = isFailing ? failures + 1 : 0;
        if (isFailing) {
          await pause(backoffMs(RETRY, failures), signal);
        } else if (!hasMore) {
          if (Date.now() >= nextPrune) {
            await outbox.prune(settings.retentionSeconds);
            nextPrune = Date.now() + PRUNE_INTERVAL_MS;
          }
          await wakeUp.wait(settings.pollIntervalMs, signal);
        }
      }
    },
  };
}

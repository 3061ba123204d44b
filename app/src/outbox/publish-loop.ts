import { logger } from '@firewatch/telemetry';
import { DependencyUnavailableError, messageOf, type Dependency } from '../errors';
import { backoffMs, pause } from '../retry';
import type { Outbox } from './ports';
import { prepareBatch, sendBatch, type PreparedBatch, type Publishing, type PublishOutcome } from './publish-events';
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

  async function prepareNext(outbox: Outbox, inHand: string[]): Promise<PreparedBatch> {
    await warmUp();
    return prepareBatch(settings.encoder, await outbox.fetchPending(settings.batchSize, inHand));
  }

  async function mark(outbox: Outbox, { published, parked }: PublishOutcome): Promise<void> {
    await outbox.markPublished(published);
    await outbox.park(parked);
    for (const { id, error } of parked) log.error({ labels: { outbox_id: id } }, `event parked: ${error}`);
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
      let marked = Promise.resolve();
      let unmarked: string[] = [];
      let batch = await prepareNext(outbox, []);
      while (!signal.aborted) {
        if (batch.ids.length === 0) {
          await marked;
          if (Date.now() >= nextPrune) {
            await outbox.prune(settings.retentionSeconds);
            nextPrune = Date.now() + PRUNE_INTERVAL_MS;
          }
          await wakeUp.wait(settings.pollIntervalMs, signal);
          batch = await prepareNext(outbox, []);
          continue;
        }
        // While the brokers store this batch, the marks of the one before are written and the next one is made ready.
        const next = prepareNext(outbox, [...unmarked, ...batch.ids]);
        const work = [sendBatch(settings, batch), next, marked] as const;
        // Should the connection be lost meanwhile, another process may lead: nothing of this one is to be under way then.
        await Promise.allSettled(work);
        const [outcome, following] = await Promise.all(work);
        marked = mark(outbox, outcome);
        unmarked = batch.ids;
        batch = following;
        report(outcome.failure);
        failures = outcome.failure === undefined ? 0 : failures + 1;
        if (failures > 0) {
          await marked;
          unmarked = [];
          await pause(backoffMs(RETRY, failures), signal);
          // What is left of the failed batch comes before what was made ready.
          batch = await prepareNext(outbox, []);
        }
      }
      await marked;
    },
  };
}

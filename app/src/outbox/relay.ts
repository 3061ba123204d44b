import { counter, gauge, logger } from '@firewatch/telemetry';
import type { Client, ClientBase } from 'pg';
import { DependencyUnavailableError, messageOf, type Dependency } from '../errors';
import { backoffMs, pause } from '../retry';
import { asLeader } from './leader-session';
import { markPublished, park, prune, type PendingEvent } from './outbox-table';
import { PUBLISH_FAILURE_REASONS, publishEvents, type Publishing } from './publish-events';
import { WakeUp } from './wake-up';

export interface RelaySettings extends Publishing {
  /** A new, unconnected client for each attempt to lead. */
  newClient(): Client;
  /** The events to publish next, at most `limit`, in outbox order. */
  fetch(client: ClientBase, limit: number): Promise<PendingEvent[]>;
  /** Looks for rows at least this often, should a notification be missed. */
  pollIntervalMs: number;
  batchSize: number;
  retentionSeconds: number;
}

/** The relay as readiness shows it; `failing` names the component that publishing waits for. */
export interface RelayState {
  role: 'leader' | 'standby';
  failing: Dependency | undefined;
}

export interface Relay {
  state(): RelayState;
  /** Ends after the batch in hand; resolves when the lock is given back. */
  stop(): Promise<void>;
}

const RETRY = { firstMs: 200, longestMs: 5_000 };
const PRUNE_INTERVAL_MS = 30_000;

const log = logger.child({ 'log.logger': 'outbox.relay' });

/**
 * Starts to move events from the outbox to Kafka, at least once each and in outbox order. Of all processes that call it
 * on one database one at a time does the work. Whatever is away is tried again until it is back; callers never wait.
 */
export function startRelay(settings: RelaySettings): Relay {
  const stopping = new AbortController();
  const { signal } = stopping;
  const wakeUp = new WakeUp();
  const state: RelayState = { role: 'standby', failing: undefined };
  // The series are there before the first failure, so that a rate over them sees it.
  for (const reason of PUBLISH_FAILURE_REASONS) counter('outbox_publish_failures_total').inc({ reason }, 0);
  gauge('outbox_relay_leader').collect((set) => set({}, state.role === 'leader' ? 1 : 0));

  const done = (async () => {
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        await asLeader(settings.newClient(), wakeUp, signal, async (client) => {
          state.role = 'leader';
          attempt = 1;
          log.info('this process relays the outbox');
          await lead(client);
        });
      } catch (error) {
        log.warn({ err: error }, `the relay lost its database connection: ${messageOf(error)}`);
      }
      state.role = 'standby';
      await pause(backoffMs(RETRY, attempt), signal);
    }
  })();

  async function lead(client: Client): Promise<void> {
    let nextPrune = 0;
    let failures = 0;
    while (!signal.aborted) {
      await warmUp();
      const outcome = await publishNextBatch(client);
      failures = outcome.isFailing ? failures + 1 : 0;
      if (outcome.isFailing) {
        await pause(backoffMs(RETRY, failures), signal);
      } else if (!outcome.hasMore) {
        if (Date.now() >= nextPrune) {
          await prune(client, settings.retentionSeconds);
          nextPrune = Date.now() + PRUNE_INTERVAL_MS;
        }
        await wakeUp.wait(settings.pollIntervalMs, signal);
      }
    }
  }

  async function warmUp(): Promise<void> {
    try {
      await settings.encoder.warmUp();
      if (state.failing === 'schema-registry') state.failing = undefined;
    } catch (error) {
      if (state.failing !== 'schema-registry') log.warn(`schemas are not all loaded: ${messageOf(error)}`);
      state.failing = 'schema-registry';
    }
  }

  async function publishNextBatch(client: Client): Promise<{ hasMore: boolean; isFailing: boolean }> {
    const events = await settings.fetch(client, settings.batchSize);
    if (events.length === 0) return { hasMore: false, isFailing: false };
    const { published, parked, failure } = await publishEvents(settings, events);
    await markPublished(client, published);
    await park(client, parked);
    for (const { id, error } of parked) log.error({ labels: { outbox_id: id } }, `event parked: ${error}`);
    report(failure);
    return { hasMore: events.length === settings.batchSize, isFailing: failure !== undefined };
  }

  function report(failure: unknown): void {
    const failing = failure instanceof DependencyUnavailableError ? failure.dependency : undefined;
    if (failure !== undefined) log.warn({ err: failure }, `events wait in the outbox: ${messageOf(failure)}`);
    else if (state.failing === 'kafka') log.info('events are published again');
    if (failure !== undefined || state.failing === 'kafka') state.failing = failing;
  }

  return {
    state: () => ({ ...state }),
    async stop() {
      stopping.abort();
      await done;
      await settings.sender.close();
    },
  };
}

import { counter, gauge, logger } from '@firewatch/telemetry';
import type { Client } from 'pg';
import { messageOf, type Dependency } from '../errors';
import { backoffMs, pause } from '../retry';
import { asLeader } from './leader-session';
import { outboxOf, type Fetch } from './outbox-table';
import { PUBLISH_FAILURE_REASONS } from './publish-events';
import { publishLoop, type PublishLoopSettings } from './publish-loop';
import { WakeUp } from './wake-up';

export interface RelaySettings extends PublishLoopSettings {
  /** A new, unconnected client for each attempt to lead. */
  newClient(): Client;
  fetch: Fetch;
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

const log = logger.child({ 'log.logger': 'outbox.relay' });

/**
 * Starts to move events from the outbox to Kafka, at least once each and in outbox order. Of all processes that call it
 * on one database one at a time does the work. Whatever is away is tried again until it is back; callers never wait.
 */
export function startRelay(settings: RelaySettings): Relay {
  const stopping = new AbortController();
  const { signal } = stopping;
  const wakeUp = new WakeUp();
  const loop = publishLoop(settings);
  let role: RelayState['role'] = 'standby';
  // The series are there before the first failure, so that a rate over them sees it.
  for (const reason of PUBLISH_FAILURE_REASONS) counter('outbox_publish_failures_total').inc({ reason }, 0);
  gauge('outbox_relay_leader').collect((set) => set({}, role === 'leader' ? 1 : 0));

  const done = (async () => {
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        await asLeader(settings.newClient(), wakeUp, signal, async (client) => {
          role = 'leader';
          attempt = 1;
          log.info('this process relays the outbox');
          await loop.run(outboxOf(client, settings.fetch), wakeUp, signal);
        });
      } catch (error) {
        log.warn({ err: error }, `the relay lost its database connection: ${messageOf(error)}`);
      }
      role = 'standby';
      await pause(backoffMs(RETRY, attempt), signal);
    }
  })();

  return {
    state: () => ({ role, failing: loop.failing() }),
    async stop() {
      stopping.abort();
      await done;
      await settings.sender.close();
    },
  };
}

import { z } from 'zod';
import { seconds, type Fault } from './fault';

export interface OutboxCursor<Fetch> {
  readonly fault: Fault;
  /** What the relay fetches events with, as long as it is so. */
  readonly fetch: () => Fetch;
}

/**
 * The fault `outbox-cursor`: the relay looks only above the last id that was published, as a naive one would. An event whose
 * transaction ends after that of a higher id is left behind until the fault is withdrawn.
 */
export function outboxCursor<Fetch>(everyPending: Fetch, aboveLast: Fetch): OutboxCursor<Fetch> {
  let current = everyPending;
  const setting = z.strictObject({ seconds }).transform(({ seconds: duration }) => ({
    seconds: duration,
    parameters: {},
    inject() {
      current = aboveLast;
      return () => (current = everyPending);
    },
  }));
  return { fault: { name: 'outbox-cursor', setting }, fetch: () => current };
}

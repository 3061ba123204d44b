import { logger } from '@firewatch/telemetry';
import { messageOf } from '../errors';
import { pause } from '../retry';
import type { SkipOrder, SkipOrders } from './skip-orders';

/** Where operators leave their orders. Each call throws DependencyUnavailableError when the database is unavailable. */
export interface SkipOrderStore {
  /** Those that are not done yet. */
  open(): Promise<SkipOrder[]>;
  markDone(order: SkipOrder): Promise<void>;
}

const log = logger.child({ 'log.logger': 'consumer.skips' });

/**
 * Reads the orders every `intervalMs`, and stores which are done. With the database unavailable those that were read last stay,
 * and what is done meanwhile is stored later.
 */
export async function watchSkipOrders(
  store: SkipOrderStore,
  intervalMs: number,
  signal: AbortSignal,
): Promise<SkipOrders> {
  let open = new Map<string, SkipOrder>();
  const done = new Map<string, SkipOrder>();
  let isFailing = false;

  async function refresh(): Promise<void> {
    try {
      for (const [name, order] of done) {
        await store.markDone(order);
        done.delete(name);
      }
      const orders = await store.open();
      open = new Map(orders.filter((order) => !done.has(nameOf(order))).map((order) => [nameOf(order), order]));
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.warn({ err: error }, `it is not known which records are to be skipped: ${messageOf(error)}`);
      isFailing = true;
    }
  }

  // Before the first record is handled: one that ends the process could not be skipped otherwise.
  await refresh();
  void (async () => {
    while (!signal.aborted) {
      await pause(intervalMs, signal);
      await refresh();
    }
  })();
  return {
    orderFor: (place) => open.get(nameOf(place)),
    done(order) {
      open.delete(nameOf(order));
      done.set(nameOf(order), order);
    },
  };
}

function nameOf({ group, topic, partition, offset }: Omit<SkipOrder, 'reason'>): string {
  return `${group} ${topic} ${partition} ${offset}`;
}

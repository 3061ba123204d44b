import type { ClientBase } from 'pg';
import type { ParkedEvent, PendingEvent } from './pending-event';
import type { Outbox } from './ports';

const pending = (condition: string) => `
  SELECT id, event_id AS "eventId", topic, key, payload, occurred_at AS "occurredAt", created_at AS "createdAt",
         traceparent, tracestate
    FROM outbox
   WHERE published_at IS NULL AND parked_at IS NULL AND id <> ALL ($2::bigint[]) ${condition}
   ORDER BY id
   LIMIT $1`;

// Every committed row without a mark, whatever its id: ids are taken before the commit, so a lower one may become visible
// after a higher one, and "everything above the last id" would lose it.
const PENDING = pending('');

const PENDING_ABOVE_LAST = pending('AND id > (SELECT coalesce(max(id), 0) FROM outbox WHERE published_at IS NOT NULL)');

const MARK_PUBLISHED = 'UPDATE outbox SET published_at = clock_timestamp() WHERE id = ANY ($1::bigint[])';

// Looks at the first rows only, in place of an index on published_at, which each mark would have to be written to: what was
// published long ago has low ids.
const PRUNE = `
  DELETE FROM outbox
   WHERE id IN (SELECT id
                  FROM (SELECT id, published_at FROM outbox WHERE parked_at IS NULL ORDER BY id LIMIT 5000) AS oldest
                 WHERE published_at < clock_timestamp() - make_interval(secs => $1))`;

/** The oldest pending events but those in hand, at most `limit`, in outbox order. */
export async function fetchPending(client: ClientBase, limit: number, inHand: string[]): Promise<PendingEvent[]> {
  const { rows } = await client.query<PendingEvent>({
    name: 'outbox-pending',
    text: PENDING,
    values: [limit, arrayOf(inHand)],
  });
  return rows;
}

/** What the fault `outbox-cursor` puts in place of `fetchPending`: loses what is committed after a higher id was published. */
export async function fetchAboveLast(client: ClientBase, limit: number, inHand: string[]): Promise<PendingEvent[]> {
  const { rows } = await client.query<PendingEvent>(PENDING_ABOVE_LAST, [limit, arrayOf(inHand)]);
  return rows;
}

async function markPublished(client: ClientBase, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await client.query({ name: 'outbox-mark-published', text: MARK_PUBLISHED, values: [arrayOf(ids)] });
}

/** Ids are digits; the driver would look for characters to quote in each of them, for some percent of the relay's time. */
const arrayOf = (ids: readonly string[]): string => `{${ids.join(',')}}`;

async function park(client: ClientBase, events: ParkedEvent[]): Promise<void> {
  for (const { id, error } of events) {
    await client.query('UPDATE outbox SET parked_at = clock_timestamp(), error = $2 WHERE id = $1', [id, error]);
  }
}

async function prune(client: ClientBase, retentionSeconds: number): Promise<void> {
  await client.query(PRUNE, [retentionSeconds]);
}

/** Fetches the events to publish after those in hand, at most `limit`, in outbox order. */
export type Fetch = (client: ClientBase, limit: number, inHand: string[]) => Promise<PendingEvent[]>;

/** The table as whoever leads works on it, over the connection that it leads by. */
export function outboxOf(client: ClientBase, fetch: Fetch): Outbox {
  return {
    fetchPending: (limit, inHand) => fetch(client, limit, inHand),
    markPublished: (ids) => markPublished(client, ids),
    park: (events) => park(client, events),
    prune: (retentionSeconds) => prune(client, retentionSeconds),
  };
}

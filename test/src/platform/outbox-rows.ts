import { randomUUID } from 'node:crypto';
import type { Database } from './database';

/** A row as it is written in the transaction of a change. */
export interface OutboxRow {
  /** The event's id; default: a new one. */
  readonly eventId?: string;
  readonly topic: string;
  readonly key: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Writes a row in the connection's transaction, if there is one. @returns the event's id */
export async function insertOutboxRow(database: Database, row: OutboxRow): Promise<string> {
  const { eventId = randomUUID(), topic, key, payload } = row;
  await database.rows(
    'INSERT INTO outbox (event_id, topic, key, payload, occurred_at) VALUES ($1, $2, $3, $4, clock_timestamp())',
    [eventId, topic, key, JSON.stringify(payload)],
  );
  return eventId;
}

/** The row of an event that says a task was deleted: small, and without effect on anybody's tasks. */
export function deletedTaskRow(): OutboxRow {
  const taskId = randomUUID();
  const payload = { taskId, ownerId: randomUUID(), occurredAt: Date.now() };
  return { topic: 'task.deleted', key: taskId, payload };
}

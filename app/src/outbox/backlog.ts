import { gauge } from '@firewatch/telemetry';
import { QueryTypes, type Sequelize } from 'sequelize';
import { pause } from '../retry';

/** The events that wait; `oldest` is when the first of them was written. */
export interface Backlog {
  pending: number;
  oldest: Date | null;
}

const NOTHING: Backlog = { pending: 0, oldest: null };

const BACKLOG = `
  SELECT count(*)::int AS pending, min(created_at) AS oldest
    FROM outbox
   WHERE published_at IS NULL AND parked_at IS NULL`;

/** The backlog as the database has it at this moment. */
export async function countBacklog(sequelize: Sequelize): Promise<Backlog> {
  const [row] = await sequelize.query<Backlog>(BACKLOG, { type: QueryTypes.SELECT });
  return row ?? NOTHING;
}

/**
 * Counts the events that wait, every `intervalMs` until the signal is aborted, and reports them at each scrape. With the
 * database away the last count stays and the age goes on growing.
 */
export async function observeBacklog(
  count: () => Promise<Backlog>,
  intervalMs: number,
  signal: AbortSignal,
): Promise<void> {
  let backlog = NOTHING;
  gauge('outbox_pending_events').collect((set) => set({}, backlog.pending));
  gauge('outbox_oldest_pending_age_seconds').collect((set) =>
    set({}, backlog.oldest ? Math.max(0, Date.now() - backlog.oldest.getTime()) / 1_000 : 0),
  );
  while (!signal.aborted) {
    try {
      backlog = await count();
    } catch {
      // The pool's metrics and the readiness tell that the database is away.
    }
    await pause(intervalMs, signal);
  }
}

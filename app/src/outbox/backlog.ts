import { gauge } from '@firewatch/telemetry';
import { QueryTypes, type Sequelize } from 'sequelize';
import { pause } from '../retry';

interface Backlog {
  pending: number;
  oldest: Date | null;
}

const BACKLOG = `
  SELECT count(*)::int AS pending, min(created_at) AS oldest
    FROM outbox
   WHERE published_at IS NULL AND parked_at IS NULL`;

/**
 * Counts the events that wait, every `intervalMs` until the signal is aborted, and reports them at each scrape. With the
 * database away the last count stays and the age goes on growing.
 */
export async function observeBacklog(sequelize: Sequelize, intervalMs: number, signal: AbortSignal): Promise<void> {
  let backlog: Backlog = { pending: 0, oldest: null };
  gauge('outbox_pending_events').collect((set) => set({}, backlog.pending));
  gauge('outbox_oldest_pending_age_seconds').collect((set) =>
    set({}, backlog.oldest ? Math.max(0, Date.now() - backlog.oldest.getTime()) / 1_000 : 0),
  );
  while (!signal.aborted) {
    try {
      const [row] = await sequelize.query<Backlog>(BACKLOG, { type: QueryTypes.SELECT });
      if (row) backlog = row;
    } catch {
      // The pool's metrics and the readiness tell that the database is away.
    }
    await pause(intervalMs, signal);
  }
}

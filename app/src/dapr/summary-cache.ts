import { z } from 'zod';
import type { SummaryCache } from '../tasks/ports';
import { WritesRefusedError } from './state-error';
import type { StateStore } from './state-store';

/** The app that owns the summaries in the state store: the task service reads them, and makes one that it does not find. */
export const SUMMARIES_OWNER = 'consumer';

const count = z.number().int().min(0);

const storedSummary = z.object({
  userId: z.string(),
  open: count,
  completed: count,
  deleted: count,
  total: count,
  lastEventAt: z.string().nullable(),
});

/**
 * The summaries in the state store, under `summary-<userId>`, each kept for `ttlSeconds` after it was last written.
 * @param takesWrites false while the store refuses writes: a read fails then, since nobody brings summaries up to date. Default: always true
 */
export function summaryCache(store: StateStore, ttlSeconds: number, takesWrites = () => true): SummaryCache {
  const keyOf = (userId: string) => `summary-${userId}`;
  return {
    async read(userId) {
      if (!takesWrites()) throw new WritesRefusedError();
      const { value, etag } = await store.get(keyOf(userId), storedSummary);
      return { summary: value, version: etag };
    },
    write: (userId, summary, version) =>
      store.set({
        key: keyOf(userId),
        value: summary,
        when: version === undefined ? 'absent' : { etag: version },
        ttlSeconds,
      }),
  };
}

import { z } from 'zod';
import type { SummaryCache } from '../tasks/ports';
import type { StateStore } from './state-store';

const count = z.number().int().min(0);

const storedSummary = z.object({
  userId: z.string(),
  open: count,
  completed: count,
  deleted: count,
  total: count,
  lastEventAt: z.string().nullable(),
});

/** The summaries in the state store, under `summary-<userId>`, each kept for `ttlSeconds` after it was last written. */
export function summaryCache(store: StateStore, ttlSeconds: number): SummaryCache {
  const keyOf = (userId: string) => `summary-${userId}`;
  return {
    async read(userId) {
      const { value, etag } = await store.get(keyOf(userId));
      // What another version of this program wrote in another form counts as absent, and is overwritten.
      return { summary: storedSummary.safeParse(value).data, version: etag };
    },
    write: (userId, summary, version) => store.save(keyOf(userId), summary, version, ttlSeconds),
  };
}

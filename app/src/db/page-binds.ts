import type { PageRequest } from '../paging/page';

/** Comes after every row: before the first page. */
const START = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/**
 * `$at`, `$id` and `$limit` of a page: what stands before `$at` and `$id` in the order of both follows on the page before. The time is
 * text in UTC: the driver would write a Date in the zone of the process, whose offset of long ago has seconds that it drops.
 */
export function pageBinds({ limit, after }: PageRequest): { at: string; id: string; limit: number } {
  return { ...(after ? { at: after.at.toISOString(), id: after.id } : START), limit };
}

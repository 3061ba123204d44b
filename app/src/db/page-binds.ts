import type { PageRequest } from '../paging/page';

/** Comes after every row: before the first page. */
const START = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** `$at`, `$id` and `$limit` of a page: what stands before `$at` and `$id` in the order of both follows on the page before. */
export function pageBinds({ limit, after }: PageRequest): { at: Date | string; id: string; limit: number } {
  return { ...(after ?? START), limit };
}

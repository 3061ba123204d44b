import { decodeCursor, encodeCursor, type Position } from './cursor';

/** What a caller asks for. */
export interface PageQuery {
  /** At most this many items a page. */
  limit: number;
  /** `nextCursor` of the page before; absent for the first page. */
  cursor?: string | undefined;
}

/** What a store is asked for: newest first, at most `limit` items that come after the position. */
export interface PageRequest {
  limit: number;
  after?: Position | undefined;
}

export interface Page<Item> {
  items: Item[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/**
 * One page of a list, newest first.
 * @param positionOf the time and the id that the store orders by
 * Throws AppError `invalid_cursor`.
 */
export async function readPage<Item>(
  { limit, cursor }: PageQuery,
  positionOf: (item: Item) => Position,
  read: (request: PageRequest) => Promise<Item[]>,
): Promise<Page<Item>> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  // One more than asked for tells whether another page follows.
  const found = await read({ limit: limit + 1, after });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor(positionOf(last)) : null };
}

import { readPage, type PageRequest } from './page';

const items = [5, 4, 3, 2, 1].map((second) => ({
  id: `${second}b6b0c2e-3a4e-4f6a-9d9c-0b1a2c3d4e5f`,
  at: new Date(Math.ceil(second / 2) * 1_000),
}));
type Item = (typeof items)[number];

/** As a store reads: after a position in the order of time, then id, both descending. */
function read({ limit, after }: PageRequest): Promise<Item[]> {
  const rest = items.filter(
    ({ at, id }) => !after || at < after.at || (at.getTime() === after.at.getTime() && id < after.id),
  );
  return Promise.resolve(rest.slice(0, limit));
}

test.each([
  [1, 5],
  [2, 3],
  [5, 1],
  [100, 1],
])('pages of %d: every item once, in order, on %d pages', async (limit, pages) => {
  const found: Item[][] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage({ limit, cursor }, (item) => item, read);
    found.push(page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(found.flat()).toEqual(items);
  expect(found).toHaveLength(pages);
});

test('an empty list is one page without a next', async () => {
  const page = await readPage(
    { limit: 3 },
    (item: Item) => item,
    () => Promise.resolve([]),
  );
  expect(page).toEqual({ items: [], nextCursor: null });
});

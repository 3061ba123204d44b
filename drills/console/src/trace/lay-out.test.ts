import type { Span } from '../../../src/console/api';
import { extentOf, layOut, withoutClosed } from './lay-out';

const span = (id: string, start: number, duration: number, parentId?: string): Span => ({
  id,
  ...(parentId !== undefined && { parentId }),
  service: 's',
  name: id,
  kind: 'internal',
  start,
  duration,
  failed: false,
  attributes: {},
  events: [],
});

const spans = [
  span('late', 160, 40, 'root'),
  span('root', 100, 100),
  span('leaf', 120, 10, 'early'),
  span('early', 110, 50, 'root'),
  span('orphan', 150, 20, 'elsewhere'),
];

it('is a tree in reading order; what has no parent here is a root', () => {
  expect(layOut(spans).map(({ span: { id }, depth }) => `${depth} ${id}`)).toEqual([
    '0 root',
    '1 early',
    '2 leaf',
    '1 late',
    '0 orphan',
  ]);
});

it('places the bars in the whole of the trace', () => {
  const [root, early] = layOut(spans);
  expect(root).toMatchObject({ left: 0, width: 1, descendants: 3 });
  expect(early).toMatchObject({ left: 0.1, width: 0.5, descendants: 1 });
});

it('has a duration even where all happens at once', () => {
  expect(extentOf([span('a', 5, 0)])).toEqual([5, 1]);
});

it('leaves out what is below a closed span', () => {
  const shown = (closed: readonly string[]) => withoutClosed(layOut(spans), new Set(closed)).map((row) => row.span.id);
  expect(shown(['early'])).toEqual(['root', 'early', 'late', 'orphan']);
  expect(shown(['root', 'early'])).toEqual(['root', 'orphan']);
  expect(shown(['leaf'])).toHaveLength(5);
});

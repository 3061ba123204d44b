import { DependencyUnavailableError } from '../errors';
import { watchSkipOrders } from './skip-order-watch';
import type { SkipOrder } from './skip-orders';

const ORDER: SkipOrder = { group: 'a', topic: 'task.created', partition: 3, offset: '42', reason: 'why' };

/** A table in memory; `isAway` makes every call fail. */
function table(orders: SkipOrder[]) {
  const state = { isAway: false, reads: 0, done: [] as SkipOrder[] };
  const away = () => Promise.reject(new DependencyUnavailableError('database'));
  const store = {
    open() {
      state.reads += 1;
      return state.isAway ? away() : Promise.resolve(orders.filter((order) => !state.done.includes(order)));
    },
    markDone: (order: SkipOrder) => (state.isAway ? away() : Promise.resolve(void state.done.push(order))),
  };
  return { state, store };
}

/** Looks at every turn of the event loop; Jest's time limit is the limit. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

const stopping = new AbortController();
afterAll(() => stopping.abort());

test('what is ordered is known before the first record, and by its place alone', async () => {
  const skips = await watchSkipOrders(table([ORDER]).store, 60_000, stopping.signal);
  expect(skips.orderFor(ORDER)).toEqual(ORDER);
  for (const other of [{ group: 'b' }, { topic: 'task.updated' }, { partition: 4 }, { offset: '43' }]) {
    expect(skips.orderFor({ ...ORDER, ...other })).toBeUndefined();
  }
});

test('a later order is seen, and one that is done is stored and not carried out twice', async () => {
  const orders: SkipOrder[] = [];
  const { state, store } = table(orders);
  const skips = await watchSkipOrders(store, 1, stopping.signal);
  expect(skips.orderFor(ORDER)).toBeUndefined();
  orders.push(ORDER);
  await until(() => skips.orderFor(ORDER) !== undefined);
  skips.done(ORDER);
  expect(skips.orderFor(ORDER)).toBeUndefined();
  await until(() => state.done.length === 1);
  const { reads } = state;
  await until(() => state.reads > reads + 1);
  expect({ done: state.done, order: skips.orderFor(ORDER) }).toEqual({ done: [ORDER], order: undefined });
});

test('with the database unavailable orders stand, and what is done meanwhile is stored later', async () => {
  const { state, store } = table([ORDER]);
  const skips = await watchSkipOrders(store, 1, stopping.signal);
  state.isAway = true;
  const { reads } = state;
  skips.done(ORDER);
  await until(() => state.reads >= reads);
  expect(skips.orderFor(ORDER)).toBeUndefined();
  state.isAway = false;
  await until(() => state.done.length === 1);
});

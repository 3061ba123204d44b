import { readDeadLetterHeaders } from '../dead-letters/failure-headers';
import { AppError, DependencyUnavailableError } from '../errors';
import { REQUEST } from '../notifications/fixtures/request';
import type { NotificationChangeSet } from '../notifications/ports';
import type { OutgoingRecord } from '../outbox/ports';
import { deliveredEntries, type DeliveredEntry } from './delivered-entry';
import { notificationDelivery } from './notification-delivery';
import { MAX_UNEXPLAINED_ATTEMPTS } from './record-outcome';
import type { SkipOrder } from './skip-orders';

const EVENT = {
  specversion: '1.0',
  id: REQUEST.notificationId,
  type: 'firewatch.notification.reminder',
  data: { ...REQUEST, causedAt: REQUEST.causedAt.toISOString() },
};

/** The entries of one bulk; each has its number as id and offset, and a user of its own unless it says whose it is. */
function bulk(...events: readonly { event?: unknown; key?: string }[]): DeliveredEntry[] {
  const entries = events.map(({ event = EVENT, key }, index) => {
    const metadata = { __topic: 'notification.requested', __partition: '1', __offset: String(index) };
    return { entryId: String(index), event, metadata: { ...metadata, __key: key ?? `user ${index}` } };
  });
  return deliveredEntries({ entries });
}

interface Conditions {
  insert?: NotificationChangeSet['insertNotification'];
  isStarted?: boolean;
  deadLettersAreAway?: boolean;
  failSome?: () => void;
  orders?: SkipOrder[];
}

/** A delivery whose transactions do as told; by default each notification is new. */
function delivery({ insert, isStarted = true, deadLettersAreAway = false, failSome, orders = [] }: Conditions = {}) {
  const deadLetters: OutgoingRecord[] = [];
  const changes: NotificationChangeSet = {
    insertNotification: insert ?? (() => Promise.resolve(true)),
    recordEvent: () => Promise.resolve(),
  };
  const deliver = notificationDelivery({
    inTransaction: (work) => work(changes),
    isStarted: () => isStarted,
    failSome: failSome ?? (() => undefined),
    now: () => new Date(),
    skips: { orderFor: (place) => orders.find(({ offset }) => offset === place.offset), done: () => undefined },
    deadLetters: {
      send: (records) =>
        deadLettersAreAway
          ? Promise.reject(new DependencyUnavailableError('kafka'))
          : Promise.resolve(void deadLetters.push(...records)),
      close: () => Promise.resolve(),
    },
  });
  /** The statuses by entry id. */
  async function statuses(entries: readonly DeliveredEntry[]): Promise<Record<string, string>> {
    return Object.fromEntries((await deliver(entries)).map(({ entryId, status }) => [entryId, status]));
  }
  return { statuses, deadLetters };
}

const failureOf = (letter?: OutgoingRecord) => readDeadLetterHeaders(letter?.headers ?? []).failure;

const away = () => Promise.reject(new DependencyUnavailableError('database'));

test('a notification that is stored, or was stored before, is done', async () => {
  expect(await delivery().statuses(bulk({}, {}))).toEqual({ 0: 'SUCCESS', 1: 'SUCCESS' });
  const { statuses } = delivery({ insert: () => Promise.resolve(false) });
  expect(await statuses(bulk({}))).toEqual({ 0: 'SUCCESS' });
});

test('of a bulk that is empty there is nothing to say', async () => {
  expect(await delivery().statuses([])).toEqual({});
});

test('what is no request goes to the common dead-letter topic with its place, and holds nothing up', async () => {
  const { statuses, deadLetters } = delivery();
  const other = { ...EVENT, type: 'firewatch.other' };
  expect(await statuses(bulk({}, { event: other }, { event: null }, {}))).toEqual({
    0: 'SUCCESS',
    1: 'SUCCESS',
    2: 'SUCCESS',
    3: 'SUCCESS',
  });
  expect(deadLetters).toHaveLength(2);
  expect(deadLetters[0]).toMatchObject({
    topic: 'dead-letter',
    key: Buffer.from('user 1'),
    value: Buffer.from(JSON.stringify(other)),
  });
  expect(failureOf(deadLetters[0])).toMatchObject({
    topic: 'notification.requested',
    partition: 1,
    offset: '1',
    group: 'notification-delivery',
    code: 'undecodable_record',
  });
});

test('a notification for nobody is put aside', async () => {
  const { statuses, deadLetters } = delivery({
    insert: () => Promise.reject(new AppError('user_not_found', 'unknown')),
  });
  expect(await statuses(bulk({}))).toEqual({ 0: 'SUCCESS' });
  expect(deadLetters.map((letter) => failureOf(letter)?.code)).toEqual(['user_not_found']);
});

test('what can be put aside nowhere is brought again', async () => {
  const { statuses } = delivery({ deadLettersAreAway: true });
  expect(await statuses(bulk({ event: null }, {}))).toEqual({ 0: 'RETRY', 1: 'SUCCESS' });
});

test('what an operator has skipped goes to the dead letters untried, and holds nothing up', async () => {
  const order = { group: 'notification-delivery', topic: 'notification.requested', partition: 1, reason: 'enough' };
  const { statuses, deadLetters } = delivery({ insert: away, orders: [{ ...order, offset: '0' }] });
  expect(await statuses(bulk({}, {}))).toEqual({ 0: 'SUCCESS', 1: 'RETRY' });
  expect(deadLetters.map(failureOf)).toMatchObject([{ code: 'skipped_by_operator', message: 'enough', offset: '0' }]);
});

test('one malformed entry among others is dead-lettered by itself', async () => {
  const { statuses, deadLetters } = delivery();
  const metadata = { __topic: 'no topic', __partition: 'x', __offset: '-', __proto__: { polluted: 'yes' } };
  const entries = [{ entryId: 'odd', metadata }, { entryId: 'odder' }, { event: EVENT }, 'text', null];
  const answer = await statuses([...deliveredEntries({ entries }), ...bulk({})]);
  expect(answer).toEqual({ odd: 'SUCCESS', odder: 'SUCCESS', 0: 'SUCCESS' });
  expect(deadLetters.map(failureOf)).toMatchObject([
    { topic: 'notification.requested', partition: -1, offset: '-1', code: 'undecodable_record' },
    { partition: -1, offset: '-1' },
  ]);
});

test('while the database is away, or not ready yet, a notification waits for as long as it takes', async () => {
  const { statuses, deadLetters } = delivery({ insert: away });
  for (let attempt = 0; attempt < 3 * MAX_UNEXPLAINED_ATTEMPTS; attempt += 1) {
    expect(await statuses(bulk({}))).toEqual({ 0: 'RETRY' });
  }
  expect(await delivery({ isStarted: false }).statuses(bulk({}))).toEqual({ 0: 'RETRY' });
  expect(deadLetters).toEqual([]);
});

test('what fails for no known reason is tried a few times, each record by itself', async () => {
  const { statuses, deadLetters } = delivery({
    insert: () => Promise.reject(new TypeError('undefined is not a function')),
  });
  for (let attempt = 1; attempt < MAX_UNEXPLAINED_ATTEMPTS; attempt += 1) {
    expect(await statuses(bulk({}))).toEqual({ 0: 'RETRY' });
  }
  expect(await statuses(bulk({}, {}))).toEqual({ 0: 'SUCCESS', 1: 'RETRY' });
  expect(deadLetters.map((letter) => failureOf(letter)?.code)).toEqual(['internal_error']);
});

test('behind one that waits the same user’s wait, untried, and others’ do not', async () => {
  const tried: string[] = [];
  const { statuses } = delivery({
    insert: ({ title }) => {
      tried.push(title);
      return title === 'late' ? away() : Promise.resolve(true);
    },
  });
  const titled = (title: string) => ({ ...EVENT, data: { ...EVENT.data, title } });
  const entries = bulk(
    { key: 'a', event: titled('early') },
    { key: 'a', event: titled('late') },
    { key: 'a', event: titled('later') },
    { key: 'b', event: titled('other') },
  );
  expect(await statuses(entries)).toEqual({ 0: 'SUCCESS', 1: 'RETRY', 2: 'RETRY', 3: 'SUCCESS' });
  expect(tried.toSorted()).toEqual(['early', 'late', 'other']);
});

test('a few users are told at once, and no more', async () => {
  let most = 0;
  let now = 0;
  const { statuses } = delivery({
    async insert() {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return true;
    },
  });
  await statuses(bulk(...Array.from({ length: 10 }, () => ({}))));
  expect(most).toBe(4);
});

test('what is chosen to fail is brought again, and can be stored then', async () => {
  let failures = 1;
  const { statuses } = delivery({
    failSome() {
      failures -= 1;
      if (failures >= 0) throw new AppError('internal_error', 'chosen', { retriable: true });
    },
  });
  expect(await statuses(bulk({}))).toEqual({ 0: 'RETRY' });
  expect(await statuses(bulk({}))).toEqual({ 0: 'SUCCESS' });
});

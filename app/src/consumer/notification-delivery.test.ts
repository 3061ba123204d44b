import { AppError, DependencyUnavailableError } from '../errors';
import type { NotificationChangeSet } from '../notifications/ports';
import { notificationDelivery } from './notification-delivery';
import { MAX_UNEXPLAINED_ATTEMPTS } from './record-outcome';

const DATA = {
  notificationId: '10000000-0000-4000-8000-000000000001',
  causeEventId: '10000000-0000-4000-8000-000000000002',
  causedAt: '2026-11-24T00:00:00.000Z',
  userId: '10000000-0000-4000-8000-000000000003',
  kind: 'reminder',
  taskId: '10000000-0000-4000-8000-000000000004',
  title: 'One',
};
const EVENT = { specversion: '1.0', id: DATA.notificationId, type: 'firewatch.notification.requested', data: DATA };

/** A delivery whose transactions do as told; by default each notification is new. */
function delivery(insert: () => Promise<boolean> = () => Promise.resolve(true), isStarted = true) {
  const changes: NotificationChangeSet = { insertNotification: insert, recordEvent: () => Promise.resolve() };
  return notificationDelivery({
    inTransaction: (work) => work(changes),
    isStarted: () => isStarted,
    now: () => new Date(),
  });
}

test('a notification that is stored, or was stored before, is done', async () => {
  await expect(delivery()(JSON.stringify(EVENT))).resolves.toBe('SUCCESS');
  await expect(delivery(() => Promise.resolve(false))(JSON.stringify(EVENT))).resolves.toBe('SUCCESS');
});

test('what more an event carries does not matter', async () => {
  const more = { ...EVENT, traceparent: '00-…', topic: 'notification.requested', data: { ...DATA, more: 1 } };
  await expect(delivery()(JSON.stringify(more))).resolves.toBe('SUCCESS');
});

test.each([
  ['no JSON', '{"id":'],
  ['nothing', ''],
  ['another event', JSON.stringify({ ...EVENT, type: 'firewatch.other' })],
  ['no data', JSON.stringify({ ...EVENT, data: undefined })],
  ['an id that is none', JSON.stringify({ ...EVENT, data: { ...DATA, userId: 'me' } })],
  ['a kind that nobody knows', JSON.stringify({ ...EVENT, data: { ...DATA, kind: 'gossip' } })],
])('%s is dropped', async (_what, body) => {
  await expect(delivery()(body)).resolves.toBe('DROP');
});

test('a notification for nobody is dropped', async () => {
  const unknown = delivery(() => Promise.reject(new AppError('user_not_found', 'unknown')));
  await expect(unknown(JSON.stringify(EVENT))).resolves.toBe('DROP');
});

test('while the database is away, or not ready yet, a notification waits for as long as it takes', async () => {
  const away = delivery(() => Promise.reject(new DependencyUnavailableError('database')));
  for (let attempt = 0; attempt < 3 * MAX_UNEXPLAINED_ATTEMPTS; attempt += 1) {
    expect(await away(JSON.stringify(EVENT))).toBe('RETRY');
  }
  await expect(delivery(undefined, false)(JSON.stringify(EVENT))).resolves.toBe('RETRY');
});

test('what fails for no known reason is tried a few times, each message by itself', async () => {
  const broken = delivery(() => Promise.reject(new TypeError('undefined is not a function')));
  const statuses = [];
  for (let attempt = 1; attempt <= MAX_UNEXPLAINED_ATTEMPTS; attempt += 1) {
    statuses.push(await broken(JSON.stringify(EVENT)));
  }
  expect(statuses).toEqual([...Array.from({ length: MAX_UNEXPLAINED_ATTEMPTS - 1 }, () => 'RETRY'), 'DROP']);
  await expect(broken(JSON.stringify({ ...EVENT, id: 'another' }))).resolves.toBe('RETRY');
});

import type { DomainEvent } from '../events/event';
import { deliverNotification } from './deliver-notification';
import type { Notification } from './notification';
import type { NotificationChangeSet } from './ports';
import { REQUEST } from './fixtures/request';

test('a notification is stored and told of once, however often it is delivered', async () => {
  const stored = new Map<string, Notification>();
  const events: DomainEvent[] = [];
  const changes: NotificationChangeSet = {
    insertNotification(notification) {
      if (stored.has(notification.causeEventId)) return Promise.resolve(false);
      stored.set(notification.causeEventId, notification);
      return Promise.resolve(true);
    },
    recordEvent: (event) => Promise.resolve(void events.push(event)),
  };
  const now = new Date('2026-11-24T00:00:02Z');
  const deps = {
    inTransaction: <Result>(work: (set: NotificationChangeSet) => Promise<Result>) => work(changes),
    now: () => now,
  };
  await expect(deliverNotification(deps, REQUEST)).resolves.toBe(true);
  await expect(deliverNotification(deps, REQUEST)).resolves.toBe(false);
  expect([...stored.values()]).toEqual([
    {
      id: REQUEST.notificationId,
      causeEventId: REQUEST.causeEventId,
      userId: REQUEST.userId,
      kind: 'reminder',
      taskId: REQUEST.taskId,
      title: 'One',
      createdAt: now,
    },
  ]);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    topic: 'notification.sent',
    key: REQUEST.userId,
    payload: { notificationId: REQUEST.notificationId, channel: 'in_app', causeEventId: REQUEST.causeEventId },
  });
});

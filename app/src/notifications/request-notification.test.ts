import type { NotificationRequest } from './notification';
import { requestNotification } from './request-notification';

const CAUSE = {
  eventId: '10000000-0000-4000-8000-000000000001',
  occurredAt: new Date('2026-11-24T00:00:00Z'),
  userId: '10000000-0000-4000-8000-000000000002',
  kind: 'assignment' as const,
  taskId: '10000000-0000-4000-8000-000000000003',
  title: 'One',
};

function memory(known: boolean) {
  const sent: NotificationRequest[] = [];
  const recipients = { exists: () => Promise.resolve(known) };
  const requests = { send: (request: NotificationRequest) => Promise.resolve(void sent.push(request)) };
  return { sent, deps: { recipients, requests } };
}

test('the same event asks for the same notification, another event for another', async () => {
  const { sent, deps } = memory(true);
  await requestNotification(deps, CAUSE);
  await requestNotification(deps, CAUSE);
  await requestNotification(deps, { ...CAUSE, eventId: '10000000-0000-4000-8000-000000000009' });
  const [first, again, other] = sent;
  expect(first).toMatchObject({ causeEventId: CAUSE.eventId, causedAt: CAUSE.occurredAt, kind: 'assignment' });
  expect(first?.notificationId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(again).toEqual(first);
  expect(other?.notificationId).not.toBe(first?.notificationId);
});

test('nothing is asked for a user who does not exist, now or ever', async () => {
  const { sent, deps } = memory(false);
  await expect(requestNotification(deps, CAUSE)).rejects.toMatchObject({ code: 'user_not_found', retriable: false });
  expect(sent).toEqual([]);
});

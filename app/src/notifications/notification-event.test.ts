import { REQUEST } from './fixtures/request';
import { NOTIFICATION_KINDS } from './notification';
import { NOTIFICATION_TYPES, toNotificationEvent } from './notification-event';

const DATA = { ...REQUEST, causedAt: REQUEST.causedAt.toISOString() };
const EVENT = { specversion: '1.0', id: REQUEST.notificationId, type: NOTIFICATION_TYPES.reminder, data: DATA };

test.each(NOTIFICATION_KINDS)('a request of the kind %s has a type of its own', (kind) => {
  const event = { ...EVENT, type: `firewatch.notification.${kind}`, data: { ...DATA, kind } };
  expect(toNotificationEvent(event)).toMatchObject({ type: NOTIFICATION_TYPES[kind], data: { ...REQUEST, kind } });
});

test('a request of before, when all had one type, is one still', () => {
  expect(toNotificationEvent({ ...EVENT, type: 'firewatch.notification.requested' })).toMatchObject({ data: REQUEST });
});

test('what more an event carries does not matter', () => {
  const more = { ...EVENT, topic: 'notification.requested', data: { ...DATA, more: 1 } };
  expect(toNotificationEvent(more)).toMatchObject({ id: REQUEST.notificationId, data: REQUEST });
});

test.each([
  ['no object', 'text', 'it'],
  ['nothing', null, 'it'],
  ['another event', { ...EVENT, type: 'firewatch.other' }, 'type'],
  ['the type of another kind', { ...EVENT, type: NOTIFICATION_TYPES.assignment }, 'type'],
  ['a trace context that is no text', { ...EVENT, traceparent: 7 }, 'traceparent'],
  ['no data', { ...EVENT, data: undefined }, 'data'],
  ['an id that is none', { ...EVENT, data: { ...DATA, userId: 'me' } }, 'data.userId'],
  ['a kind that nobody knows', { ...EVENT, data: { ...DATA, kind: 'gossip' } }, 'data.kind'],
])('%s is no request, and that says where', (_what, event, place) => {
  let thrown: unknown;
  try {
    toNotificationEvent(event);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({
    code: 'undecodable_record',
    retriable: false,
    message: expect.stringContaining(`no request for a notification: ${place}: `) as string,
  });
});

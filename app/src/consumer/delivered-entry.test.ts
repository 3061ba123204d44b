import { deliveredEntries } from './delivered-entry';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const PLACE = { __topic: 'notification.requested', __partition: '3', __offset: '42' };
const EVENT = { id: 'an-id', type: 'a.type', traceparent: TRACEPARENT, tracestate: '', data: { title: 'ü' } };

const oneOf = (fields: object) =>
  deliveredEntries({ id: '', topic: 'notification.requested', pubsubname: 'pubsub', entries: [fields] })[0];

test('an entry is a record with its place, its key and its own headers, in the trace of its event', () => {
  const metadata = { ...PLACE, __key: 'user', __timestamp: '1795487000123', partitionKey: 'user' };
  const entry = oneOf({ entryId: '0', event: EVENT, metadata, contentType: 'application/cloudevents+json' });
  expect(entry).toEqual({
    entryId: '0',
    event: EVENT,
    messageId: 'an-id',
    record: {
      topic: 'notification.requested',
      partition: 3,
      offset: '42',
      key: Buffer.from('user'),
      value: Buffer.from(JSON.stringify(EVENT)),
      headers: { partitionKey: 'user', traceparent: TRACEPARENT },
    },
  });
});

test.each([
  ['is none', 'text'],
  ['is nothing', null],
  ['has attributes of other types', { id: 7, traceparent: ['x'], tracestate: {} }],
])('an event that %s is handed on as it is', (_what, event) => {
  const { messageId, record } = oneOf({ entryId: '0', event, metadata: PLACE }) ?? {};
  expect(messageId).toBeUndefined();
  expect(record).toMatchObject({ key: null, headers: {}, value: Buffer.from(JSON.stringify(event)) });
});

test.each([
  ['a single event, of a subscription that is not for bulks', EVENT],
  ['an entry without a name', { entries: [{ event: EVENT, metadata: PLACE }] }],
  ['an entry without metadata', { entries: [{ entryId: '0', event: EVENT }] }],
  ['an entry without a place', { entries: [{ entryId: '0', event: EVENT, metadata: { ...PLACE, __offset: '' } }] }],
  ['nothing', undefined],
])('%s is refused', (_what, body) => {
  expect(() => deliveredEntries(body)).toThrow(expect.objectContaining({ code: 'validation_failed' }) as Error);
});

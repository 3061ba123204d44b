import { headersOf } from '../events/record-headers';
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
      headers: headersOf({ partitionKey: 'user', traceparent: TRACEPARENT }),
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
  expect(record).toMatchObject({ key: null, headers: [], value: Buffer.from(JSON.stringify(event)) });
});

test.each([
  ['without metadata', undefined],
  ['without a place', { ...PLACE, __partition: undefined, __offset: '' }],
  ['with headers that are called as its place is', { __partition: '1e3', __offset: '0x10' }],
  ['with a place beyond any partition', { __partition: '9'.repeat(10), __offset: '9'.repeat(20) }],
  ['with metadata of another kind', ['x', 7]],
])('an entry %s is one of an unknown place', (_what, metadata) => {
  expect(oneOf({ entryId: '0', event: EVENT, metadata })?.record).toMatchObject({
    topic: 'notification.requested',
    partition: -1,
    offset: '-1',
  });
});

test('an event that is not there is a record without a value', () => {
  expect(oneOf({ entryId: '0', metadata: PLACE })?.record.value).toBeNull();
});

test('an entry that no answer can name is left out, and the others are not', () => {
  const entries = [{ event: EVENT, metadata: PLACE }, null, 7, { entryId: 7 }, { entryId: '1', event: EVENT }];
  expect(deliveredEntries({ entries }).map(({ entryId }) => entryId)).toEqual(['1']);
});

test.each([
  ['a single event, of a subscription that is not for bulks', EVENT],
  ['entries that are no list', { entries: 'text' }],
  ['nothing', undefined],
])('%s is refused', (_what, body) => {
  expect(() => deliveredEntries(body)).toThrow(expect.objectContaining({ code: 'validation_failed' }) as Error);
});

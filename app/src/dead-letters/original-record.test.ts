import { EVENT_ID, letterOfTest, PUBLISHED } from './fixtures/dead-letter';
import { headersOf } from '../events/record-headers';
import { originalRecord, originTopicOf } from './original-record';

test('a record goes back as it came, in the trace that it was published in, and says where from', () => {
  const letter = letterOfTest();
  expect(originalRecord(letter, 'task.deleted')).toEqual({
    topic: 'task.deleted',
    key: letter.key,
    value: letter.value,
    headers: headersOf({
      ce_id: EVENT_ID,
      ce_time: '2026-11-24T11:59:00.000Z',
      traceparent: PUBLISHED,
      'replayed-from': 'dead-letter/3/42',
    }),
  });
});

test.each([
  ['a declared topic', letterOfTest(), 'task.deleted'],
  [
    'the topic of requests for notifications',
    letterOfTest({}, { topic: 'notification.requested' }),
    'notification.requested',
  ],
  ['a topic that is not ours', letterOfTest({}, { topic: '__consumer_offsets' }), undefined],
  ['none', letterOfTest({ failure: undefined }), undefined],
])('it goes back to %s', (_what, letter, topic) => {
  expect(originTopicOf(letter)).toBe(topic);
});

test('what came without a trace context goes on in that of the attempt', () => {
  const attempt = { traceparent: PUBLISHED, tracestate: 'vendor=1' };
  const { headers } = originalRecord(
    letterOfTest({ headers: headersOf({ ce_id: EVENT_ID }), attempt }),
    'task.deleted',
  );
  expect(headers).toEqual(headersOf({ ce_id: EVENT_ID, ...attempt, 'replayed-from': 'dead-letter/3/42' }));
});

test('a header of the same name that the sender had stays, before ours', () => {
  const own = headersOf({ traceparent: PUBLISHED, 'replayed-from': 'elsewhere' });
  const { headers } = originalRecord(letterOfTest({ headers: own }), 'task.deleted');
  expect(headers).toEqual([...own, ...headersOf({ 'replayed-from': 'dead-letter/3/42' })]);
});

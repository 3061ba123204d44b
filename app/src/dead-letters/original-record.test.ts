import { EVENT_ID, letterOfTest, PUBLISHED } from './fixtures/dead-letter';
import { originalRecord, originTopicOf } from './original-record';

test('a record goes back as it came, in the trace that it was published in, and says where from', () => {
  const letter = letterOfTest();
  expect(originalRecord(letter, 'task.deleted')).toEqual({
    topic: 'task.deleted',
    key: letter.key,
    value: letter.value,
    headers: {
      ce_id: EVENT_ID,
      ce_time: '2026-11-24T11:59:00.000Z',
      traceparent: PUBLISHED,
      'replayed-from': 'dead-letter/3/42',
    },
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

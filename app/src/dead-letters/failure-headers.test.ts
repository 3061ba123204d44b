import { headersOf, headerText, type RecordHeaders } from '../events/record-headers';
import { readDeadLetterHeaders, toDeadLetterHeaders, type Failure } from './failure-headers';

const FAILURE: Failure = {
  topic: 'task.created',
  partition: 3,
  offset: '9007199254740993',
  group: 'audit-log',
  code: 'undecodable_record',
  message: 'no Avro',
  failedAt: new Date('2026-11-24T12:00:00.123Z'),
};
const PUBLISHED = '00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01';
const ATTEMPT = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', tracestate: 'vendor=2' };

test('a dead letter says where it came from, why, when, and in which attempt', () => {
  const own = headersOf({ ce_id: 'x', traceparent: PUBLISHED });
  const headers = toDeadLetterHeaders(own, FAILURE, ATTEMPT);
  expect(headers).toEqual(
    headersOf({
      ce_id: 'x',
      traceparent: PUBLISHED,
      'dlq.origin-topic': 'task.created',
      'dlq.origin-partition': '3',
      'dlq.origin-offset': '9007199254740993',
      'dlq.origin-group': 'audit-log',
      'dlq.error-code': 'undecodable_record',
      'dlq.error-message': 'no Avro',
      'dlq.failed-at': '2026-11-24T12:00:00.123Z',
      'dlq.traceparent': ATTEMPT.traceparent,
      'dlq.tracestate': 'vendor=2',
    }),
  );
  expect(readDeadLetterHeaders(headers)).toEqual({ own, failure: FAILURE, attempt: ATTEMPT, truncation: undefined });
});

test.each<[string, RecordHeaders]>([
  ['that are called as ours are', headersOf({ 'dlq.origin-topic': 'theirs', 'dlq.own.x': 'y', 'dlq.': '' })],
  ['that are called as ours once were', headersOf({ 'origin-topic': 'theirs', 'error-code': '7', 'failed-at': 'x' })],
  [
    'that are repeated',
    [
      ['a', Buffer.from('1')],
      ['a', null],
      ['a', Buffer.from([0xff])],
    ],
  ],
  ['with a trace', headersOf({ traceparent: PUBLISHED, tracestate: 'vendor=1' })],
  ['that were replayed before', headersOf({ 'replayed-from': 'dead-letter/1/2' })],
])('headers %s come back as they were', (_what, own) => {
  expect(readDeadLetterHeaders(toDeadLetterHeaders(own, FAILURE, ATTEMPT))).toMatchObject({ own, failure: FAILURE });
});

test.each<[string, Record<string, string>]>([
  ['no origin', { 'dlq.origin-topic': '' }],
  ['an offset that is none', { 'dlq.origin-offset': '-2' }],
  ['a time that is none', { 'dlq.failed-at': 'yesterday' }],
  ['a time that nobody could store', { 'dlq.failed-at': '+275760-09-13T00:00:00.000Z' }],
])('%s: not from one of our consumers', (what, changes) => {
  const headers = [...toDeadLetterHeaders([], FAILURE, {}), ...headersOf(changes)];
  const read = readDeadLetterHeaders(what === 'no origin' ? [] : headers);
  expect(read.failure).toBeUndefined();
});

test('what a dead letter of an unknown place says is read', () => {
  const failure = { ...FAILURE, partition: -1, offset: '-1' };
  expect(readDeadLetterHeaders(toDeadLetterHeaders([], failure, {})).failure).toEqual(failure);
});

describe('a dead letter of the time before ours had a prefix', () => {
  const earlier = (own: Record<string, string>) =>
    headersOf({
      ...own,
      ...ATTEMPT,
      'origin-topic': 'task.created',
      'origin-partition': '3',
      'origin-offset': '9007199254740993',
      'origin-group': 'audit-log',
      'error-code': 'undecodable_record',
      'error-message': 'no Avro',
      'failed-at': '2026-11-24T12:00:00.123Z',
    });

  it('is read', () => {
    const read = readDeadLetterHeaders(earlier({ ce_id: 'x', 'origin-traceparent': PUBLISHED }));
    expect(read).toMatchObject({ failure: FAILURE, attempt: ATTEMPT });
    expect(read.own).toEqual(headersOf({ ce_id: 'x', traceparent: PUBLISHED }));
  });

  it('has no trace context of its own when it came without one', () => {
    expect(headerText(readDeadLetterHeaders(earlier({ ce_id: 'x' })).own, 'traceparent')).toBeUndefined();
  });
});

import { failureIn, ownHeaders, toDeadLetterHeaders, type Failure } from './failure-headers';

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
const ATTEMPT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a dead letter says where it came from, why, when, and in which attempt', () => {
  const headers = toDeadLetterHeaders({ ce_id: 'x', traceparent: PUBLISHED }, FAILURE, { traceparent: ATTEMPT });
  expect(headers).toEqual({
    ce_id: 'x',
    traceparent: ATTEMPT,
    'origin-topic': 'task.created',
    'origin-partition': '3',
    'origin-offset': '9007199254740993',
    'origin-group': 'audit-log',
    'origin-traceparent': PUBLISHED,
    'error-code': 'undecodable_record',
    'error-message': 'no Avro',
    'failed-at': '2026-11-24T12:00:00.123Z',
  });
  expect(failureIn(headers)).toEqual(FAILURE);
});

test.each([
  ['with a trace', { ce_id: 'x', traceparent: PUBLISHED, tracestate: 'vendor=1' }],
  ['with a trace and no state', { ce_id: 'x', traceparent: PUBLISHED }],
  ['that were replayed before', { traceparent: PUBLISHED, 'replayed-from': 'dead-letter/1/2' }],
])('headers %s come back as they were', (_what, own) => {
  const attempt = { traceparent: ATTEMPT, tracestate: 'vendor=2' };
  expect(ownHeaders(toDeadLetterHeaders(own, FAILURE, attempt))).toEqual(own);
});

test('a record without a trace goes on in that of the attempt', () => {
  const headers = toDeadLetterHeaders({ ce_id: 'x' }, FAILURE, { traceparent: ATTEMPT });
  expect(ownHeaders(headers)).toEqual({ ce_id: 'x', traceparent: ATTEMPT });
});

test('without an attempt the trace is the one that it came with', () => {
  const own = { traceparent: PUBLISHED, tracestate: 'vendor=1' };
  expect(toDeadLetterHeaders(own, FAILURE, {})).toMatchObject(own);
});

test.each([
  ['no origin', { 'failed-at': '2026-11-24T12:00:00.123Z' }],
  ['an offset that is none', { ...toDeadLetterHeaders({}, FAILURE, {}), 'origin-offset': '-1' }],
  ['a time that is none', { ...toDeadLetterHeaders({}, FAILURE, {}), 'failed-at': 'yesterday' }],
])('%s: not from one of our consumers', (_what, headers) => {
  expect(failureIn(headers)).toBeUndefined();
});

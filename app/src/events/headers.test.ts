import { fromHeaders, toHeaders } from './headers';
import { headersOf } from './record-headers';

const EVENT = {
  id: '7b6b0c2e-3a4e-4f6a-9d9c-0b1a2c3d4e5f',
  topic: 'task.created',
  occurredAt: new Date('2026-11-24T01:02:03.004Z'),
};

test('headers follow CloudEvents in binary mode', () => {
  expect(toHeaders(EVENT)).toEqual({
    ce_specversion: '1.0',
    ce_id: EVENT.id,
    ce_type: 'firewatch.task.created',
    ce_source: 'urn:firewatch:task-service',
    ce_time: '2026-11-24T01:02:03.004Z',
    'content-type': 'application/avro',
  });
});

test('what was written is read back', () => {
  expect(fromHeaders(headersOf(toHeaders(EVENT)))).toEqual({ id: EVENT.id, occurredAt: EVENT.occurredAt });
});

test.each<[string, Record<string, string>]>([
  ['no id', { ce_time: '2026-11-24T01:02:03Z' }],
  ['an id that is no UUID', { ce_id: '17', ce_time: '2026-11-24T01:02:03Z' }],
  ['no time', { ce_id: EVENT.id }],
  ['a time that is none', { ce_id: EVENT.id, ce_time: 'yesterday' }],
  ['a time after the year 9999', { ce_id: EVENT.id, ce_time: '+275760-09-13T00:00:00.000Z' }],
  ['a time before the year 1', { ce_id: EVENT.id, ce_time: '0000-12-31T23:59:59.999Z' }],
])('%s is not one of our events', (_what, headers) => {
  expect(fromHeaders(headersOf(headers))).toBeUndefined();
});

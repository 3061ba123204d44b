import { fromHeaders, headerText, toHeaders } from './headers';

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
  const onTheWire = Object.fromEntries(
    Object.entries(toHeaders(EVENT)).map(([name, value]) => [name, Buffer.from(value)]),
  );
  expect(fromHeaders(headerText(onTheWire))).toEqual({ id: EVENT.id, occurredAt: EVENT.occurredAt });
});

test.each([
  ['no id', { ce_time: '2026-11-24T01:02:03Z' }],
  ['an id that is no UUID', { ce_id: '17', ce_time: '2026-11-24T01:02:03Z' }],
  ['no time', { ce_id: EVENT.id }],
  ['a time that is none', { ce_id: EVENT.id, ce_time: 'yesterday' }],
])('%s is not one of our events', (_what, headers) => {
  expect(fromHeaders(headers)).toBeUndefined();
});

test('of a repeated header the last one counts, and absent ones are left out', () => {
  expect(headerText({ a: ['1', Buffer.from('2')], b: undefined })).toEqual({ a: '2' });
  expect(headerText(undefined)).toEqual({});
});

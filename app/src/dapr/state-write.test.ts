import { savedItem, transactionStep } from './state-write';

const write = { key: 'k', value: { a: 1 } };

test.each([
  ['always' as const, {}],
  ['absent' as const, { etag: '-1' }],
  [{ etag: '7' }, { etag: '7' }],
])('a write when %j', (when, condition) => {
  expect(savedItem('app', { ...write, when })).toEqual({ key: 'app:k', value: { a: 1 }, ...condition });
});

test('a time to live is told in the metadata, in a transaction too', () => {
  const timed = { key: 'app:k', value: { a: 1 }, metadata: { ttlInSeconds: '60' } };
  expect(savedItem('app', { ...write, when: 'always', ttlSeconds: 60 })).toEqual(timed);
  expect(transactionStep('app', { operation: 'upsert', ...write, ttlSeconds: 60 })).toEqual({
    operation: 'upsert',
    request: timed,
  });
});

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%d is no time to live', (ttlSeconds) => {
  const refused = expect.objectContaining({ code: 'state_refused', retriable: false }) as Error;
  expect(() => savedItem('app', { ...write, when: 'always', ttlSeconds })).toThrow(refused);
  expect(() => transactionStep('app', { operation: 'upsert', ...write, ttlSeconds })).toThrow(refused);
});

test('a step that deletes tells the key', () => {
  expect(transactionStep('app', { operation: 'delete', key: 'k' })).toEqual({
    operation: 'delete',
    request: { key: 'app:k' },
  });
});

import { createHash } from 'node:crypto';
import { headersOf, headerText } from '../events/record-headers';
import { DEAD_LETTER_TOPIC } from '../events/topics';
import { readDeadLetterHeaders } from './failure-headers';
import { FAILURE } from './fixtures/failure';
import { fittingLetter, sizeOf } from './fitting-letter';

const LIMIT = DEAD_LETTER_TOPIC.maxMessageBytes;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test('what fits is all there, and is not called cut', () => {
  const record = { key: Buffer.from('k'), value: Buffer.alloc(1_000_000, 'v'), headers: headersOf({ ce_id: 'x' }) };
  const letter = fittingLetter(record, FAILURE, {}, LIMIT);
  expect([letter.topic, letter.key, letter.value?.equals(record.value)]).toEqual(['dead-letter', record.key, true]);
  expect(readDeadLetterHeaders(letter.headers)).toMatchObject({ own: record.headers, truncation: undefined });
});

test('what does not fit loses of its longest parts, and says how much', () => {
  const binary = Buffer.alloc(800_000, 0xff);
  const record = {
    key: Buffer.from('k'),
    value: Buffer.alloc(700_000, 'v'),
    headers: [...headersOf({ ce_id: 'x' }), ['bin', binary] as const],
  };
  const letter = fittingLetter(record, FAILURE, {}, LIMIT);
  expect(sizeOf(letter)).toBeLessThanOrEqual(LIMIT);
  expect(sizeOf(letter)).toBeGreaterThan(0.99 * LIMIT);
  const { own, truncation, failure } = readDeadLetterHeaders(letter.headers);
  expect(failure).toEqual(FAILURE);
  expect(letter.key).toEqual(record.key);
  expect(headerText(own, 'ce_id')).toBe('x');
  expect(own.map(([, value]) => value?.length)).toEqual([1, letter.value?.length]);
  expect(truncation).toEqual({
    value: { bytes: 700_000, sha256: sha256(record.value) },
    headers: [{ name: 'bin', bytes: 800_000, sha256: sha256(binary) }],
    otherHeaders: 0,
  });
});

test('where names alone take too much, headers are left out and counted', () => {
  const headers = Array.from({ length: 100 }, (_, index) => [`${index}${'n'.repeat(100)}`, Buffer.from('x')] as const);
  const letter = fittingLetter({ key: null, value: null, headers }, FAILURE, {}, 4_096);
  expect(sizeOf(letter)).toBeLessThanOrEqual(4_096);
  const { own, truncation } = readDeadLetterHeaders(letter.headers);
  expect(own.length).toBeGreaterThan(0);
  expect(truncation?.otherHeaders).toBe(100 - own.length);
});

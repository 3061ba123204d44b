import { AppError } from '../errors';
import { decodeCursor, encodeCursor } from './cursor';

const POSITION = { at: new Date('2026-11-24T01:02:03.004Z'), id: '7b6b0c2e-3a4e-4f6a-9d9c-0b1a2c3d4e5f' };

test('a cursor leads back to its position', () => {
  expect(decodeCursor(encodeCursor(POSITION))).toEqual(POSITION);
});

test('a cursor needs no escaping in a query', () => {
  expect(encodeCursor(POSITION)).toMatch(/^[\w-]+$/);
});

test.each([
  ['nothing', ''],
  ['some text', 'zzz'],
  ['another position form', Buffer.from('{"id":1}').toString('base64url')],
  ['an id that is no UUID', Buffer.from('1795487000123.abc').toString('base64url')],
  ['a time beyond all dates', Buffer.from(`999999999999999999.${POSITION.id}`).toString('base64url')],
  ['a time with a leading zero', Buffer.from(`01795487000123.${POSITION.id}`).toString('base64url')],
  ['a cursor with padding', `${encodeCursor(POSITION)}==`],
])('%s is refused', (_what, cursor) => {
  expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }) as AppError);
});

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
  '0001-01-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
])('so does one of %s', (text) => {
  const position = { ...POSITION, at: new Date(text) };
  expect(decodeCursor(encodeCursor(position))).toEqual(position);
});

test.each([
  ['nothing', ''],
  ['some text', 'zzz'],
  ['another position form', Buffer.from('{"id":1}').toString('base64url')],
  ['an id that is no UUID', Buffer.from('1795487000123.abc').toString('base64url')],
  ['a time after the year 9999', encodeCursor({ ...POSITION, at: new Date('+010000-01-01T00:00:00Z') })],
  ['a time before the year 1', encodeCursor({ ...POSITION, at: new Date('0000-12-31T23:59:59.999Z') })],
  ['a negative zero', Buffer.from(`-0.${POSITION.id}`).toString('base64url')],
  ['an id in upper case', Buffer.from(`1.${POSITION.id.toUpperCase()}`).toString('base64url')],
  ['a line after it', Buffer.from(`1.${POSITION.id}\n`).toString('base64url')],
  ['a time beyond all dates', Buffer.from(`999999999999999999.${POSITION.id}`).toString('base64url')],
  ['a time with a leading zero', Buffer.from(`01795487000123.${POSITION.id}`).toString('base64url')],
  ['a cursor with padding', `${encodeCursor(POSITION)}==`],
])('%s is refused', (_what, cursor) => {
  expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }) as AppError);
});

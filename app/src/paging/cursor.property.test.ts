import { isInstant } from '@firewatch/telemetry';
import fc from 'fast-check';
import { AppError } from '../errors';
import { decodeCursor, encodeCursor } from './cursor';

const storable = fc.record({
  at: fc
    .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
    .filter(isInstant),
  id: fc.uuid(),
});

const base64url = (text: string) => Buffer.from(text).toString('base64url');

/** Any text; any text in base64; and what looks like a cursor but for its time, its id or one character of it. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.base64String(),
  fc.string().map(base64url),
  fc.uuid().chain((id) =>
    fc.oneof(
      fc.double().map((at) => base64url(`${at}.${id}`)),
      fc.bigInt().map((at) => base64url(`${at}.${id}`)),
      fc.date({ noInvalidDate: true }).map((at) => encodeCursor({ at, id })),
      fc.string().map((at) => base64url(`${at}.${id}`)),
    ),
  ),
  fc.tuple(storable, fc.nat(100), fc.string({ maxLength: 1 })).map(([position, index, character]) => {
    const cursor = encodeCursor(position);
    return cursor.slice(0, index) + character + cursor.slice(index + 1);
  }),
);

test('the cursor of every row that can be stored leads back to it', () => {
  fc.assert(
    fc.property(storable, (position) => {
      expect(decodeCursor(encodeCursor(position))).toEqual(position);
    }),
  );
});

test('any other text is refused as a cursor, and by no other error', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      let position;
      try {
        position = decodeCursor(text);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect(error).toMatchObject({ code: 'invalid_cursor' });
        return;
      }
      expect(isInstant(position.at)).toBe(true);
      expect(encodeCursor(position)).toBe(text);
    }),
  );
});

import { isInstant } from '@firewatch/telemetry';
import { AppError } from '../errors';

/** Where a page ended: lists are ordered by time, then id, newest first. */
export interface Position {
  /** Of the years 1 to 9999, as every time that is stored (`isInstant`). */
  at: Date;
  /** A UUID in lower case. */
  id: string;
}

/** A time before 1970 is a negative number of milliseconds. */
const FORM = /^(-?\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The position as opaque text for `nextCursor`. */
export function encodeCursor({ at, id }: Position): string {
  return Buffer.from(`${at.getTime()}.${id}`).toString('base64url');
}

/** The position a cursor stands for. Throws AppError `invalid_cursor` for any text that encodeCursor did not make. */
export function decodeCursor(cursor: string): Position {
  const [, milliseconds, id] = FORM.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const position = { at: new Date(Number(milliseconds)), id: id ?? '' };
  if (!isInstant(position.at) || encodeCursor(position) !== cursor) {
    throw new AppError('invalid_cursor', 'The cursor is not one that this service gave out');
  }
  return position;
}

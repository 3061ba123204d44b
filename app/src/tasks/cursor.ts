import { AppError } from '../errors';

/** Where a page ended: lists are ordered by creation time, then id, newest first. */
export interface Position {
  createdAt: Date;
  id: string;
}

const FORM = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The position as opaque text for `nextCursor`. */
export function encodeCursor({ createdAt, id }: Position): string {
  return Buffer.from(`${createdAt.getTime()}.${id}`).toString('base64url');
}

/** The position a cursor stands for. Throws AppError `invalid_cursor` for any text that encodeCursor did not make. */
export function decodeCursor(cursor: string): Position {
  const [, milliseconds, id] = FORM.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const position = { createdAt: new Date(Number(milliseconds)), id: id ?? '' };
  if (Number.isNaN(position.createdAt.getTime()) || encodeCursor(position) !== cursor) {
    throw new AppError('invalid_cursor', 'The cursor is not one that this service gave out');
  }
  return position;
}

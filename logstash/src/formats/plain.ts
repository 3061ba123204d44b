import { startsUnindented, type Format } from './format';

/** A program that promises no format: the record is its message. */
export const plain: Format = {
  name: 'plain',
  startsRecord: startsUnindented,
  parse: (record) => ({ message: record }),
};

import { z } from 'zod';

const WHOLE = /^(?:0|[1-9]\d{0,15})$/;
const DECIMAL = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/;

/**
 * A whole number in text, from `min` to `max`: plain decimal digits without a sign, a blank or a leading zero. `Number` would read
 * `0x10`, `1e1`, `+5` and ` 5` as well, and other readers of the same text would not.
 */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER) {
  const number = z.int('must be a whole number in plain decimal digits').min(min).max(max);
  return z.preprocess((text) => numberIn(text, WHOLE), number);
}

/** A number in text, from `min` to `max`: plain decimal digits, with at most nine after a point. */
export function decimalNumber(min: number, max = Number.MAX_SAFE_INTEGER) {
  const number = z.number('must be a number in plain decimal digits').min(min).max(max);
  return z.preprocess((text) => numberIn(text, DECIMAL), number);
}

function numberIn(text: unknown, form: RegExp): number {
  return typeof text === 'string' && form.test(text) ? Number(text) : Number.NaN;
}

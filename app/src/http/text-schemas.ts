import { z } from 'zod';

/** As every dialect of patterns understands it: some that read the document know no `\0`. */
const NUL = '\\u0000';

/**
 * What a reader sees nothing of, be it a hundred of them: blanks, control and format characters (zero-width, bidirectional marks), what
 * Unicode has fonts ignore (a Hangul filler, a variation selector), and the blank of Braille. They are fine beside visible
 * characters, where scripts and emoji need them.
 */
const INVISIBLE = '\\p{White_Space}\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u2800';
const VISIBLE = new RegExp(`[^${INVISIBLE}]`, 'u');
const NOTHING_VISIBLE = 'must have at least 1 visible character';

/**
 * Text PostgreSQL can store: no NUL, and no half of a surrogate pair, of which a document cannot tell. Length in UTF-16
 * units, as JavaScript counts.
 */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .regex(new RegExp(`^[^${NUL}]*$`, 'u'), 'must not contain the NUL character')
    .refine((value) => value.isWellFormed(), 'must not contain half a surrogate pair');

/** Text that can be seen. The document says so in part only: not every dialect of patterns knows Unicode's properties. */
export const visibleText = (max: number) =>
  text(max)
    .regex(/\S/u, { error: NOTHING_VISIBLE, abort: true })
    .refine((value) => VISIBLE.test(value), NOTHING_VISIBLE);

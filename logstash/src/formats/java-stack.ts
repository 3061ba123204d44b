import type { Fields } from '../fields';

const CLASS_AND_MESSAGE = /^([\w$.]+)(?:: ([\s\S]*))?$/;
const EXCEPTION = /Exception|Error|Throwable/;

/**
 * @param following the lines after a record's first, joined by newlines.
 * @returns `error.*` where they are a Java stack trace, else `{}`.
 */
export function toJavaError(following: string): Fields {
  if (!/^[ \t]+at /m.test(following)) return {};
  const first = following.split('\n', 1)[0] ?? '';
  const match = CLASS_AND_MESSAGE.exec(first);
  const isException = match?.[1] !== undefined && EXCEPTION.test(match[1].slice(match[1].lastIndexOf('.') + 1));
  return {
    error: {
      ...(isException && { type: match[1], ...(match[2] && { message: match[2] }) }),
      stack_trace: following,
    },
  };
}

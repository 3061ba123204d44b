import type { Fields } from './format';

const EXCEPTION = /^([\w$.]+(?:Exception|Error|Throwable)[\w$]*)(?:: ([\s\S]*))?$/;

/**
 * @param following the lines after a record's first, joined by newlines.
 * @returns `error.*` where they are a Java stack trace, else `{}`.
 */
export function toJavaError(following: string): Fields {
  if (!/^\s+at /m.test(following)) return {};
  const first = following.split('\n', 1)[0] ?? '';
  const match = EXCEPTION.exec(first);
  return {
    error: {
      ...(match && { type: match[1], ...(match[2] && { message: match[2] }) }),
      stack_trace: following,
    },
  };
}

import type { Matcher } from './api';
import { ConsoleError } from './problem';

const NAME = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const OPERATOR = /=~|!~|!=|=/y;
const STRING = /"((?:[^"\\\n]|\\["\\n])*)"/y;
const SPACE = /[ \t]*/y;

/**
 * Reads matchers as Alertmanager's links have them: `{alertname="X", service=~"y.*"}`, the braces optional. Empty text has none.
 * Throws ConsoleError `malformed_request` that names the position, counted from 1, and what was expected there.
 */
export function parseMatchers(text: string): readonly Matcher[] {
  const matchers: Matcher[] = [];
  let position = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = position;
    const found = pattern.exec(text) ?? undefined;
    if (found) position = pattern.lastIndex;
    return found;
  };
  const need = (pattern: RegExp, expected: string): RegExpExecArray => {
    const found = take(pattern);
    if (found) return found;
    const there = position < text.length ? `is ${JSON.stringify(text.slice(position, position + 10))}` : 'it ends';
    throw new ConsoleError(
      'malformed_request',
      `filter: ${expected} is expected at position ${position + 1}; there ${there}`,
    );
  };
  take(SPACE);
  const close = take(/\{/y) ? /\}[ \t]*$/y : /$/y;
  for (;;) {
    take(SPACE);
    if (take(close)) return matchers;
    const [name] = need(NAME, matchers.length === 0 ? 'the name of a label' : 'a label, or the end,');
    take(SPACE);
    const [operator] = need(OPERATOR, '=, !=, =~ or !~');
    take(SPACE);
    const [, value = ''] = need(STRING, 'a value in double quotes (with \\" \\\\ \\n)');
    take(SPACE);
    matchers.push({
      name,
      value: value.replace(/\\(["\\n])/g, (_escape, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
      isEqual: operator.startsWith('='),
      isRegex: operator.endsWith('~'),
    });
    if (!take(/,/y)) {
      need(close, 'a comma, or the end,');
      return matchers;
    }
  }
}

/** One matcher as Alertmanager's API takes it. */
export function formatMatcher({ name, value, isEqual, isRegex }: Matcher): string {
  const operator = isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=';
  return `${name}${operator}"${value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

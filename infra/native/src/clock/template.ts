import { ClockError } from './clock-error';
import { scaleExpression } from './expression';

/** Strings, words, and whatever else there is between {{ and }}. */
const TOKENS = /"(?:\\.|[^"\\])*"|`[^`]*`|\.?[A-Za-z_]\w*|\s+|[^]/g;

/**
 * A template of an annotation or a label with the durations of its `query "…"` divided by `speed`. Its other text stays, even where it
 * tells of durations. Throws ClockError for a query that is no literal, since its durations are not to be seen.
 */
export function scaleTemplate(template: string, speed: number): string {
  return template.replace(/\{\{[^]*?\}\}/g, (action) => scaleAction(action, speed));
}

function scaleAction(action: string, speed: number): string {
  let isAsked = false;
  const tokens = action.match(TOKENS) ?? [];
  const scaled = tokens.map((token) => {
    if (/^\s+$/.test(token)) return token;
    if (!isAsked) {
      isAsked = token === 'query';
      return token;
    }
    isAsked = false;
    return scaleLiteral(token, action, speed);
  });
  return scaled.join('');
}

function scaleLiteral(literal: string, action: string, speed: number): string {
  const quote = literal[0];
  if (quote !== '"' && quote !== '`')
    throw new ClockError('rule', `the query of "${action}" has to be a string, not ${literal}`);
  const expression = quote === '`' ? literal.slice(1, -1) : unquote(literal);
  const scaled = scaleExpression(expression, speed);
  if (scaled === expression) return literal;
  return quote === '`' ? `\`${scaled}\`` : JSON.stringify(scaled);
}

/** Go's escapes that occur in expressions are JSON's. */
function unquote(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch (error) {
    throw new ClockError('rule', `the string ${literal} cannot be read`, { cause: error });
  }
}

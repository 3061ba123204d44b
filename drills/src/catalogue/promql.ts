/** A metric as an expression asks for it, with the labels that its matchers name. */
export interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

const WORDS = new Set([
  'and',
  'or',
  'unless',
  'bool',
  'offset',
  'inf',
  'nan',
  'by',
  'without',
  'on',
  'ignoring',
  'start',
  'end',
  'atan2',
]);

/**
 * The metrics that a well-formed expression (promtool says whether it is) names. Only names outside of matchers, ranges and label lists
 * that are not called as functions are metrics.
 */
export function selectorsOf(expression: string): readonly Selector[] {
  const bare = expression
    .replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`/g, '""')
    .replace(/#.*$/gm, '')
    .replace(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ');
  return [...bare.matchAll(/\{[^}]*\}|(?<![\w.])([a-zA-Z_:][\w:]*)(\s*\()?\s*(?:\{([^}]*)\})?/g)]
    .filter(([, name, call]) => name !== undefined && call === undefined && !WORDS.has(name.toLowerCase()))
    .map(([, metric = '', , matchers = '']) => ({
      metric,
      labels: [...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
    }));
}

/** The expressions that a template of an annotation asks by `query "…"`. */
export function queriesIn(template: string): readonly string[] {
  return [...template.matchAll(/\bquery "((?:\\.|[^"\\])*)"/g)].map(([, text = '']) => text.replaceAll('\\"', '"'));
}

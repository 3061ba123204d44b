import type { SyntaxNode } from '@lezer/common' with { 'resolution-mode': 'import' };
import { parseDuration } from './duration';
import { parseExpression, walk } from './expression';

/** A number of an expression whose meaning depends on how fast time goes. */
export interface TimedNumber {
  readonly value: number;
  /** `seconds`: stands beside an age; `counts`: stands beside what a window counts. */
  readonly kind: 'seconds' | 'counts';
  readonly from: number;
  readonly to: number;
}

const COMPARISONS = ['EqlC', 'Neq', 'Gtr', 'Gte', 'Lss', 'Lte'];
const AGES = ['time', 'timestamp', 'predict_linear', 'deriv'];
const WINDOW_COUNTS = ['increase', 'delta', 'changes', 'resets', 'count_over_time', 'sum_over_time'];

/**
 * The numbers, other than 0 and infinity, of each comparison of an age in seconds (a metric in `_seconds`, which a histogram's series are
 * not, or what tells time) or of a count of a window, and those that predict_linear is given.
 */
export function timedNumbers(expression: string): readonly TimedNumber[] {
  const found = new Map<number, TimedNumber>();
  const root = parseExpression(expression);
  const collect = (scope: SyntaxNode, kind: TimedNumber['kind']): void => {
    walkScope(scope, ({ name, from, to, parent }) => {
      if (name !== 'NumberDurationLiteral' || parent?.name === 'StepInvariantExpr') return;
      const value = numberOf(expression.slice(from, to));
      if (value !== 0 && Number.isFinite(value)) found.set(from, { value, kind, from, to });
    });
  };
  const visit = (node: SyntaxNode): boolean => {
    if (isComparison(node)) {
      const kind = kindOf(node, expression);
      if (kind !== undefined) collect(node, kind);
    }
    if (functionOf(node, expression) === 'predict_linear') collect(node, 'seconds');
    return true;
  };
  walk(root, visit);
  return [...found.values()].toSorted((a, b) => a.from - b.from);
}

function isComparison(node: SyntaxNode): boolean {
  return node.name === 'BinaryExpr' && COMPARISONS.some((operator) => node.getChild(operator) !== null);
}

/** What is below, except for comparisons within: those are scopes of their own. */
function walkScope(scope: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  walk(scope, (node) => {
    if (isComparison(node)) return false;
    visit(node);
    return true;
  });
}

function kindOf(comparison: SyntaxNode, expression: string): TimedNumber['kind'] | undefined {
  let kind: TimedNumber['kind'] | undefined;
  walkScope(comparison, (node) => {
    const called = functionOf(node, expression) ?? '';
    const isAgeMetric = node.name === 'VectorSelector' && metricOf(node, expression).endsWith('_seconds');
    if (isAgeMetric || AGES.includes(called)) kind = 'seconds';
    else if (WINDOW_COUNTS.includes(called)) kind ??= 'counts';
  });
  return kind;
}

function functionOf(node: SyntaxNode, expression: string): string | undefined {
  const name = node.name === 'FunctionCall' ? node.getChild('FunctionIdentifier') : null;
  return name ? expression.slice(name.from, name.to) : undefined;
}

function metricOf(selector: SyntaxNode, expression: string): string {
  const name = selector.getChild('Identifier');
  if (name) return expression.slice(name.from, name.to);
  // {"metric"} and {__name__="metric"}
  const text = expression.slice(selector.from, selector.to);
  return /\{\s*(?:__name__\s*=\s*)?["'](\w+)["']/.exec(text)?.[1] ?? '';
}

function numberOf(text: string): number {
  const [, sign = '', digits = text] = /^([+-]?)\s*([^]*)$/.exec(text) ?? [];
  const isDuration = /^(?:\d+(?:y|w|d|h|ms|m|s))+$/.test(digits);
  const value = isDuration ? parseDuration(digits) / 1000 : /^inf/i.test(digits) ? Infinity : Number(digits);
  return sign === '-' ? -value : value;
}

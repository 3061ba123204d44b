import type { SyntaxNode } from '@lezer/common' with { 'resolution-mode': 'import' };
import { parser } from '@prometheus-io/lezer-promql';
import { ClockError } from './clock-error';
import { scaleDuration } from './duration';

/** A piece of an expression's text that is to be replaced. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** @returns the root of the expression's syntax tree. Throws ClockError for what is no PromQL. */
export function parseExpression(expression: string): SyntaxNode {
  const tree = parser.parse(expression);
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) {
        throw new ClockError(
          'rule',
          `no PromQL from "${expression.slice(Math.max(0, from - 20), from + 20)}" on: ${expression}`,
        );
      }
    },
  });
  return tree.topNode;
}

/** Calls `visit` with each node below `node`, in the order of the text. Where it returns false, what is below is left out. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => boolean): void {
  for (let child = node.firstChild; child; child = child.nextSibling) if (visit(child)) walk(child, visit);
}

/** Where a duration stands. Only there is `5m` one: elsewhere it is another way to write the number 300. */
const LITERAL = 'NumberDurationLiteralInDurationContext';
const CONTEXTS = ['DurationExpr', 'OffsetDurationExpr'];

/**
 * A PromQL expression with every duration divided by `speed`: ranges, subqueries and their steps, offsets. Numbers, names, labels and
 * comments stay. At 1 the text as it is. Throws ClockError for what is no PromQL, for calculated durations (`[5m * 2]`), for a time of
 * day (`@ 1700000000`), and for a duration that cannot be divided (see scaleDuration).
 */
export function scaleExpression(expression: string, speed: number, others: readonly Replacement[] = []): string {
  if (speed === 1) return expression;
  const replacements = [...others];
  walk(parseExpression(expression), ({ name, from, to, node }) => {
    if (name === LITERAL) {
      replacements.push({ from, to, text: scaleDuration(expression.slice(from, to), speed) });
    }
    const isCalculated = CONTEXTS.includes(name) && !isPlain(node);
    if (isCalculated || name === 'At') {
      throw new ClockError('rule', `the clock cannot divide "${expression.slice(from, to)}" in ${expression}`);
    }
    return true;
  });
  return replacements
    .toSorted((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: by }) => `${text.slice(0, from)}${by}${text.slice(to)}`, expression);
}

/** A literal, or a sign and a literal. */
function isPlain(duration: SyntaxNode): boolean {
  const names: string[] = [];
  walk(duration, ({ name }) => names.push(name) > 0);
  const nested = duration.getChildren('DurationExpr').length + duration.getChildren('OffsetDurationExpr').length;
  return nested <= 1 && names.every((name) => name === LITERAL || name === 'UnaryOp' || CONTEXTS.includes(name));
}

import { parser } from '@prometheus-io/lezer-promql';

/** What an alert's expression watches. */
export interface Conditions {
  /** Expressions without their comparison: they have values while the alert does not fire, too. */
  readonly watched: readonly string[];
  /** Numbers that they are compared with. */
  readonly limits: readonly number[];
}

type Node = ReturnType<typeof parser.parse>['topNode'];

const COMPARISONS = ['Eql', 'Neq', 'Gtr', 'Gte', 'Lss', 'Lte'];

/** What stands on the left of each comparison that decides; where nothing is compared, the expression itself. */
export function conditionsOf(expression: string): Conditions {
  const textOf = ({ from, to }: Node): string => expression.slice(from, to);
  const watched = new Set<string>();
  const limits = new Set<number>();
  const visit = (node: Node | null): void => {
    if (!node) return;
    if (node.name === 'PromQL' || node.name === 'ParenExpr') {
      visit(node.firstChild?.name === '(' ? node.firstChild.nextSibling : node.firstChild);
      return;
    }
    if (node.name !== 'BinaryExpr') return;
    const { firstChild: left, lastChild: right } = node;
    const operator = left?.nextSibling?.name ?? '';
    if (COMPARISONS.includes(operator) && left && right) {
      watched.add(textOf(left));
      const limit = right.name === 'NumberDurationLiteral' ? Number(textOf(right)) : Number.NaN;
      if (Number.isFinite(limit)) limits.add(limit);
    } else if (['And', 'Or', 'Unless'].includes(operator)) {
      visit(left);
      if (operator !== 'Unless') visit(right);
    }
  };
  visit(parser.parse(expression).topNode);
  return watched.size === 0 ? { watched: [expression], limits: [] } : { watched: [...watched], limits: [...limits] };
}

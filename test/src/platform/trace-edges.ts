import type { Span, SpanKind } from './jaeger';

/** What to look for in a trace: a span is described by service, kind, and parts of its name and attributes. */
export interface SpanPattern {
  readonly service: string;
  readonly kind: SpanKind;
  readonly name?: string | RegExp;
  readonly attributes?: Readonly<Record<string, string | number | boolean | RegExp>>;
}

export function matches(span: Span, { service, kind, name, attributes = {} }: SpanPattern): boolean {
  return (
    span.service === service &&
    span.kind === kind &&
    (name === undefined || fits(span.name, name)) &&
    Object.entries(attributes).every(([key, wanted]) => fits(span.attributes[key], wanted))
  );
}

/**
 * The spans that fit `child` and descend from one that fits `parent`. Only spans of kind `internal` (a framework's middleware, a
 * step of the program) may stand between the two: another hop in between would be another edge.
 */
export function childrenAlong(spans: readonly Span[], parent: SpanPattern, child: SpanPattern): Span[] {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const above = (span: Span) => (span.parentId === undefined ? undefined : byId.get(span.parentId));
  return spans.filter((span) => {
    if (!matches(span, child)) return false;
    for (let ancestor = above(span); ancestor !== undefined; ancestor = above(ancestor)) {
      if (matches(ancestor, parent)) return true;
      if (ancestor.kind !== 'internal') return false;
    }
    return false;
  });
}

/** One line a span, indented below its parent: what to print when an edge is missing. */
export function drawTrace(spans: readonly Span[]): string {
  const ids = new Set(spans.map(({ id }) => id));
  const draw = (span: Span, depth: number): string[] => [
    `${'  '.repeat(depth)}${span.service} ${span.kind} "${span.name}"`,
    ...spans.filter(({ parentId }) => parentId === span.id).flatMap((child) => draw(child, depth + 1)),
  ];
  return spans
    .filter(({ parentId }) => parentId === undefined || !ids.has(parentId))
    .flatMap((root) => draw(root, 0))
    .join('\n');
}

function fits(value: unknown, wanted: string | number | boolean | RegExp): boolean {
  return wanted instanceof RegExp ? typeof value === 'string' && wanted.test(value) : value === wanted;
}

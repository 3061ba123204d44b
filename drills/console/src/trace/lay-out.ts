import type { Span } from '../../../src/console/api';

/** A span in its place in the waterfall. */
export interface Row {
  readonly span: Span;
  /** 0 for a root. */
  readonly depth: number;
  /** How many spans are below it. */
  readonly descendants: number;
  /** Where its bar begins and how wide it is, as parts of the whole trace, 0 to 1. */
  readonly left: number;
  readonly width: number;
}

/** Spans as a tree in reading order, each before its children, siblings by their start. What has no parent here is a root. */
export function layOut(spans: readonly Span[]): readonly Row[] {
  const [start, whole] = extentOf(spans);
  const known = new Set(spans.map(({ id }) => id));
  const children = new Map<string | undefined, Span[]>();
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const parent = span.parentId !== undefined && known.has(span.parentId) ? span.parentId : undefined;
    children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  const below = (parent: string | undefined, depth: number): readonly Row[] =>
    (children.get(parent) ?? []).flatMap((span) => {
      const rows = below(span.id, depth + 1);
      const left = (span.start - start) / whole;
      return [{ span, depth, descendants: rows.length, left, width: span.duration / whole }, ...rows];
    });
  return below(undefined, 0);
}

/** Start and duration of a trace in microseconds; the duration is 1 at least. */
export function extentOf(spans: readonly Span[]): readonly [start: number, duration: number] {
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.start + span.duration));
  return [start, Math.max(end - start, 1)];
}

/** Rows without those below a closed one. */
export function withoutClosed(rows: readonly Row[], closed: ReadonlySet<string>): readonly Row[] {
  const shown: Row[] = [];
  let hidden = 0;
  for (const row of rows) {
    if (hidden > 0) {
      hidden -= 1;
      continue;
    }
    shown.push(row);
    if (closed.has(row.span.id)) hidden = row.descendants;
  }
  return shown;
}

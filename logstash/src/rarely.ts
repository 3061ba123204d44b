export interface RarelyOptions<T> {
  /** Calls of different kinds do not hold each other back. There have to be few kinds. Default: all are of one. */
  readonly kindOf?: (value: T) => string;
  readonly now?: () => number;
}

/**
 * Lets through one call of a kind in `intervalMs` and reports how many it held back before. The shipper's own log is shipped as well: a
 * line for each failed line would never end.
 */
export function rarely<T>(
  intervalMs: number,
  report: (value: T, heldBack: number) => void,
  { kindOf = () => '', now = Date.now }: RarelyOptions<T> = {},
): (value: T) => void {
  const kinds = new Map<string, { readonly at: number; heldBack: number }>();
  return (value) => {
    const kind = kindOf(value);
    const last = kinds.get(kind);
    if (last !== undefined && now() - last.at < intervalMs) {
      last.heldBack += 1;
      return;
    }
    kinds.set(kind, { at: now(), heldBack: 0 });
    report(value, last?.heldBack ?? 0);
  };
}

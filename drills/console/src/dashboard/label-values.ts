export interface LabelValues {
  readonly label: string;
  /** The selector that the label is looked for in. */
  readonly match: string;
}

/** @param query e.g. `label_values(up{job="a"}, instance)` @returns undefined for any other kind of query */
export function parseLabelValues(query: unknown): LabelValues | undefined {
  if (typeof query !== 'string') return undefined;
  const [, match, label] = /^label_values\((.+),\s*(\w+)\s*\)$/s.exec(query.trim()) ?? [];
  return match === undefined || label === undefined ? undefined : { match: match.trim(), label };
}

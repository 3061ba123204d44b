const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** As it stands in an address: `now`, `now-30m`, or milliseconds since 1970. */
export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

export const RANGES: readonly (readonly [from: string, name: string])[] = [
  ['now-5m', 'Last 5 minutes'],
  ['now-15m', 'Last 15 minutes'],
  ['now-30m', 'Last 30 minutes'],
  ['now-1h', 'Last hour'],
  ['now-3h', 'Last 3 hours'],
  ['now-6h', 'Last 6 hours'],
  ['now-1d', 'Last 24 hours'],
  ['now-7d', 'Last 7 days'],
];

/** @returns milliseconds since 1970; undefined for what is no time */
export function resolveTime(text: string, now: number): number | undefined {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const [whole, count = '0', unit = 's'] = /^now(?:-(\d{1,4})([smhdw]))?$/.exec(text) ?? [];
  return whole === undefined ? undefined : now - Number(count) * (UNIT_MS[unit] ?? 0);
}

/** The range of an address. What is no range, or ends before it begins, is `fallback`. */
export function readRange(search: URLSearchParams, fallback: TimeRange, now: number): TimeRange {
  const range = { from: search.get('from') ?? fallback.from, to: search.get('to') ?? fallback.to };
  const [from, to] = [resolveTime(range.from, now), resolveTime(range.to, now)];
  return from !== undefined && to !== undefined && from < to ? range : fallback;
}

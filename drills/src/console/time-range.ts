import { z } from 'zod';

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A moment in a page's address: milliseconds since 1970, or relative as Elasticsearch and Grafana write it, e.g. `now-1h`. */
export const moment = z
  .string()
  .regex(
    /^(\d{1,15}|now(-\d{1,4}[smhdw])?)$/,
    'is no time: give milliseconds since 1970, now, or now-1h with s, m, h, d or w',
  );

/** @returns milliseconds since 1970. @param now the same */
export function toMillis(text: z.output<typeof moment>, now: number): number {
  const [, count, unit] = /^now(?:-(\d+)([smhdw]))?$/.exec(text) ?? [];
  if (!text.startsWith('now')) return Number(text);
  return count === undefined ? now : now - Number(count) * UNITS[unit as keyof typeof UNITS];
}

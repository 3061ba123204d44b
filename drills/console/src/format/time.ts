import { formatSeconds } from './duration';

const JUST_NOW_SECONDS = 2;

/** @param at milliseconds since 1970 @returns e.g. `2026-11-24 03:12:05 UTC` */
export function formatUtc(at: number): string {
  return Number.isFinite(at) ? `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC` : 'at no known time';
}

/** @param at milliseconds since 1970 @returns e.g. `03:12:05` or, with milliseconds, `03:12:05.123`; UTC */
export function formatClock(at: number, withMilliseconds = false): string {
  return Number.isFinite(at) ? new Date(at).toISOString().slice(11, withMilliseconds ? 23 : 19) : '–';
}

/** @param at milliseconds since 1970 @returns e.g. `5 min ago`, `just now`, `in 2 h` */
export function formatRelative(at: number, now: number): string {
  const seconds = Math.round((now - at) / 1000);
  if (!Number.isFinite(seconds)) return 'at no known time';
  if (Math.abs(seconds) < JUST_NOW_SECONDS) return 'just now';
  return seconds > 0 ? `${formatCoarse(seconds)} ago` : `in ${formatCoarse(-seconds)}`;
}

/** Seconds count within the first ten minutes only. */
const formatCoarse = (seconds: number): string =>
  formatSeconds(seconds < 600 ? Math.round(seconds) : seconds - (seconds % 60));

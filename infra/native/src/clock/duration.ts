import { ClockError } from './clock-error';

/** In the order in which Prometheus wants them. */
const MILLISECONDS = { y: 31_536_000_000, w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
const UNITS = Object.keys(MILLISECONDS) as (keyof typeof MILLISECONDS)[];
const FORM = new RegExp(`^${UNITS.map((unit) => `(?:(\\d+)${unit})?`).join('')}$`);

/** Prometheus has no smaller unit. */
const SMALLEST_MS = 1;

/**
 * Reads a duration of Prometheus or Alertmanager, e.g. `1h30m`, or a bare number of seconds, as PromQL allows.
 * @returns milliseconds. Throws ClockError for anything else.
 */
export function parseDuration(text: string): number {
  if (/^\d+(\.\d+)?(e\d+)?$/i.test(text)) return Number(text) * 1000;
  const amounts = text === '' ? null : FORM.exec(text);
  if (!amounts) throw new ClockError('rule', `"${text}" is no duration`);
  return UNITS.reduce((sum, unit, index) => sum + Number(amounts[index + 1] ?? 0) * MILLISECONDS[unit], 0);
}

/** In the largest unit (days at most) that takes it without a fraction: 30s, 90m, 1500ms. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s';
  const unit = (['d', 'h', 'm', 's'] as const).find((candidate) => ms % MILLISECONDS[candidate] === 0) ?? 'ms';
  return `${ms / MILLISECONDS[unit]}${unit}`;
}

/**
 * A duration divided by `speed`; at 1 the text as it is.
 * Throws ClockError when that makes no whole number of milliseconds: rounded, durations that are multiples of each other would not be any more.
 */
export function scaleDuration(text: string, speed: number): string {
  if (speed === 1) return text;
  const production = parseDuration(text);
  const ms = Math.round(production / speed);
  // 0.5 * 1.1 and the like are not exact in binary.
  if (Math.abs(ms * speed - production) > 1e-6 * production || (ms < SMALLEST_MS && production > 0)) {
    throw new ClockError(
      'rule',
      `${text} divided by ${speed} is no whole number of milliseconds: choose another speed`,
    );
  }
  return formatDuration(ms);
}

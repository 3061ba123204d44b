const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** Two units at most, the smaller one where it still says something. @param seconds e.g. 0.0123, 42, 4000 @returns e.g. `12.3 ms`, `42 s`, `1 h 6 min` */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 0) return `−${formatSeconds(-seconds)}`;
  if (seconds === 0) return '0 s';
  if (seconds < 1e-3) return `${significant(seconds * 1e6)} µs`;
  if (seconds < 1) return `${significant(seconds * 1e3)} ms`;
  if (seconds < 10) return `${significant(seconds)} s`;
  const whole = Math.round(seconds);
  const first = UNITS.findIndex(([, size]) => whole >= size);
  return UNITS.slice(first, first + 2)
    .map(([name, size], index) => [
      Math.floor(index === 0 ? whole / size : (whole % (UNITS[first]?.[1] ?? 1)) / size),
      name,
    ])
    .filter(([count]) => count !== 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(' ');
}

/** Three digits that count, without zeros at the end. */
const significant = (value: number): string => String(Number(value.toPrecision(3)));

/** For what is compared with each other to a tenth of a second. @returns e.g. `13.5 s`, from 100 seconds on as `formatSeconds` */
export const formatTenths = (seconds: number): string =>
  seconds < 100 ? `${seconds.toFixed(1)} s` : formatSeconds(seconds);

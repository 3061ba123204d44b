import { formatSeconds } from './duration';

const THOUSANDS = ['', ' K', ' Mil', ' Bil', ' Tri'];
const BINARY = [' B', ' KiB', ' MiB', ' GiB', ' TiB', ' PiB'];

const FORMATS: Readonly<Record<string, (value: number) => string>> = {
  none: (value) => digits(value),
  short: (value) => scaled(value, 1_000, THOUSANDS),
  s: formatSeconds,
  ms: (value) => formatSeconds(value / 1_000),
  percentunit: (value) => `${digits(value * 100)} %`,
  percent: (value) => `${digits(value)} %`,
  bytes: (value) => scaled(value, 1_024, BINARY),
  reqps: (value) => `${scaled(value, 1_000, THOUSANDS)} req/s`,
  cps: (value) => `${scaled(value, 1_000, THOUSANDS)}/s`,
  ops: (value) => `${scaled(value, 1_000, THOUSANDS)} ops/s`,
};

/** @param unit one of Grafana's; one that is not known here stands behind the value @returns e.g. `1.2 K`, `12.3 ms`, `4 MiB` */
export function formatValue(value: number, unit = 'short'): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞';
  const format = FORMATS[unit];
  return format ? format(value) : `${digits(value)} ${unit}`;
}

function scaled(value: number, step: number, names: readonly string[]): string {
  const magnitude = Math.abs(value);
  const power = magnitude < step ? 0 : Math.min(Math.floor(Math.log(magnitude) / Math.log(step)), names.length - 1);
  return `${digits(value / step ** power)}${names[power] ?? ''}`;
}

/** Three digits that count; whole numbers stay whole. */
function digits(value: number): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return String(rounded).replace('-', '−');
}

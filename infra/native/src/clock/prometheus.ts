import { scaleDuration } from './duration';
import { editYaml, mapAt, mapsAt, replaceTexts } from './edit-yaml';

const SCRAPE = ['scrape_interval', 'scrape_timeout'];

/** Prometheus's own defaults, which are production's. */
export const PRODUCTION_FLAGS = {
  'query.lookback-delta': '5m',
  'rules.alert.resend-delay': '1m',
  'rules.alert.for-grace-period': '10m',
  'rules.alert.for-outage-tolerance': '1h',
} as const;

/**
 * Prometheus's configuration with its intervals, and the time-outs within them, divided by `speed`. How often the lists of targets are
 * read stays. At 1 the text as it is. Throws ClockError.
 */
export function clockPrometheus(file: string, text: string, speed: number): string {
  if (speed === 1) return text;
  return editYaml({ file, text, part: 'platform' }, (root) => {
    const scale = (duration: string) => scaleDuration(duration, speed);
    const global = mapAt(root, 'global');
    if (global) replaceTexts(global, [...SCRAPE, 'evaluation_interval', 'rule_query_offset'], scale);
    for (const job of mapsAt(root, 'scrape_configs')) replaceTexts(job, SCRAPE, scale);
  });
}

/** The durations of Prometheus that are flags, divided by `speed`. At 1 none: the defaults are production's. */
export function prometheusFlags(speed: number): readonly string[] {
  if (speed === 1) return [];
  return Object.entries(PRODUCTION_FLAGS).map(([flag, duration]) => `--${flag}=${scaleDuration(duration, speed)}`);
}

import { parseDuration } from '@firewatch/native';

/** @param text a duration of Prometheus with its unit, e.g. `1m30s` @returns seconds; undefined for what is none */
export function readSeconds(text: string): number | undefined {
  // PromQL takes a bare number for seconds; a person who gives one may mean minutes.
  if (!/[a-z]$/.test(text)) return undefined;
  try {
    return parseDuration(text) / 1000;
  } catch {
    return undefined;
  }
}

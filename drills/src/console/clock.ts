import { parse } from 'yaml';
import { z } from 'zod';
import type { ClockAnswer } from './api';
import { read, type Upstream } from './upstream';

const PRODUCTION_SCRAPE_SECONDS = 15;
const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

const answer = z.object({ data: z.object({ yaml: z.string() }) });
const configuration = z.object({ global: z.object({ scrape_interval: z.string() }) });

/** How fast the alert path's clock goes, by what Prometheus has loaded. */
export async function readClock(prometheus: Upstream): Promise<ClockAnswer> {
  const { data } = await read(prometheus, '/api/v1/status/config', answer);
  const scrapeInterval = parseDuration(configuration.parse(parse(data.yaml)).global.scrape_interval);
  return { speed: Math.round((PRODUCTION_SCRAPE_SECONDS / scrapeInterval) * 100) / 100, scrapeInterval };
}

/** @param text a duration of Prometheus, e.g. `1m30s` @returns seconds */
export function parseDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+)(ms|s|m|h)/g)];
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0), 0);
}

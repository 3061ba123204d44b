import { readRunningClock } from '@firewatch/native';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ClockAnswer } from './api';
import { readSeconds } from './duration';
import { read, type Upstream } from './upstream';

const duration = z.string().transform((text, context) => {
  const seconds = readSeconds(text);
  if (seconds !== undefined) return seconds;
  context.addIssue('is no duration');
  return z.NEVER;
});

const configuration = z.object({ global: z.object({ scrape_interval: duration }) });

const answer = z.object({
  data: z.object({
    yaml: z
      .string()
      .transform((text): unknown => parse(text))
      .pipe(configuration),
  }),
});

/** How fast the alert path's clock goes, and how often Prometheus scrapes by what it has loaded. @param config the rendered configuration's folder */
export async function readClock(prometheus: Upstream, config: string): Promise<ClockAnswer> {
  const { data } = await read(prometheus, '/api/v1/status/config', answer);
  return { speed: readRunningClock({ config })?.speed ?? null, scrapeInterval: data.yaml.global.scrape_interval };
}

import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { readRunningClock } from '../clock/running-clock';
import type { Paths } from '../platform/paths';
import type { Supervisor } from '../supervisor/client';

const schema = z.object({ global: z.object({ scrape_interval: z.string(), evaluation_interval: z.string() }) });

export interface ClockDescription {
  /** How many times faster than in production the alert path goes; null at rest. */
  readonly speed: number | null;
  /** As Prometheus writes durations. */
  readonly scrapeInterval: string;
  readonly evaluationInterval: string;
}

/** The clock of the running platform. Throws SupervisorError when that does not run. */
export async function describeClock(paths: Paths, supervisor: Supervisor): Promise<ClockDescription> {
  await supervisor.state('prometheus');
  const text = fs.readFileSync(path.join(paths.config, 'prometheus/prometheus.yml'), 'utf8');
  const { global } = schema.parse(parse(text));
  return {
    speed: readRunningClock(paths)?.speed ?? null,
    scrapeInterval: global.scrape_interval,
    evaluationInterval: global.evaluation_interval,
  };
}

/** In a sentence, for people. */
export function formatClock({ speed, scrapeInterval, evaluationInterval }: ClockDescription): string {
  const state =
    speed === null ? 'at rest' : speed === 1 ? "in production's time" : `${speed} times as fast as production`;
  return `The alert path is ${state}: it scrapes every ${scrapeInterval} and evaluates every ${evaluationInterval}.`;
}

import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Paths } from '../platform/paths';

/** Its place in the rendered configuration. */
export const CLOCK_FILE = 'clock.json';

const schema = z.object({ speed: z.number().nullable() });

/** What the rendered configuration says of its clock. */
export interface RunningClock {
  /** How many times faster than in production the alert path goes; null at rest. */
  readonly speed: number | null;
}

/** @returns the clock of what was rendered last; undefined, which is at rest too, where nothing was. */
export function readRunningClock(paths: Pick<Paths, 'config'>): RunningClock | undefined {
  try {
    return schema.parse(JSON.parse(fs.readFileSync(path.join(paths.config, CLOCK_FILE), 'utf8')));
  } catch {
    // Not there: rendered before there was a clock, or never.
    return undefined;
  }
}

/** The text of the file. @param speed absent: at rest */
export function renderRunningClock(speed: number | undefined): string {
  return `${JSON.stringify({ speed: speed ?? null })}\n`;
}

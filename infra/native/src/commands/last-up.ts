import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Paths } from '../platform/paths';

const schema = z.object({
  /** When the command was given. */
  startedAt: z.iso.datetime(),
  /** From the command to the moment when everything was healthy; null while that has not been reached. */
  healthyAfterSeconds: z.number().nullable(),
  seeded: z.boolean(),
});

/** What the start of the running platform has noted. */
export type LastUp = z.output<typeof schema>;

const file = (paths: Paths) => path.join(paths.run, 'last-up.json');

export function writeLastUp(paths: Paths, lastUp: LastUp): void {
  fs.writeFileSync(file(paths), `${JSON.stringify(lastUp)}\n`);
}

export function readLastUp(paths: Paths): LastUp | undefined {
  try {
    return schema.parse(JSON.parse(fs.readFileSync(file(paths), 'utf8')));
  } catch {
    // Not there, or cut short by a full disk: then there is nothing to tell.
    return undefined;
  }
}

/** Notes that everything is healthy now, unless that was noted before. */
export function noteHealthy(paths: Paths): void {
  const lastUp = readLastUp(paths);
  if (!lastUp || lastUp.healthyAfterSeconds !== null) return;
  const seconds = (Date.now() - Date.parse(lastUp.startedAt)) / 1000;
  writeLastUp(paths, { ...lastUp, healthyAfterSeconds: Math.round(seconds * 10) / 10 });
}

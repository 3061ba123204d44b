import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Paths } from '../platform/paths';

const schema = z.object({
  /** When the command was given. */
  startedAt: z.iso.datetime(),
  /** From the command to the moment when everything was healthy. */
  healthyAfterSeconds: z.number(),
  seeded: z.boolean(),
});

/** What the last start of the running platform has noted. */
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

export function forgetLastUp(paths: Paths): void {
  fs.rmSync(file(paths), { force: true });
}

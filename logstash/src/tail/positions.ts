import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { FileIdentity } from '../record';

/** Everything of that file before `offset`, and all older files of the process, are in Elasticsearch. */
export interface Position {
  readonly file: FileIdentity;
  readonly offset: number;
}

const POSITIONS = z.record(
  z.string(),
  z.object({
    file: z.object({ device: z.number(), inode: z.number(), head: z.object({ length: z.number(), hash: z.string() }) }),
    offset: z.number(),
  }),
);

/**
 * @returns the position of each process; none where the file does not exist yet.
 * @throws where the file is there but cannot be read as positions: starting anew in silence would hide that.
 */
export async function loadPositions(file: string): Promise<Map<string, Position>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  try {
    return new Map(Object.entries(POSITIONS.parse(JSON.parse(text))));
  } catch (cause) {
    throw new Error(`${file} does not hold positions; remove it to ship all log files from their start`, { cause });
  }
}

/** Replaces the file in one step, so that a crash leaves the old or the new one and never a part. */
export async function savePositions(file: string, positions: ReadonlyMap<string, Position>): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.new`;
  await writeFile(draft, `${JSON.stringify(Object.fromEntries(positions))}\n`, { mode: 0o600 });
  await rename(draft, file);
}

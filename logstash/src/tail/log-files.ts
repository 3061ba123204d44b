import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** A log file's name: `<process>.log`, or `<process>-<time of rotation>.log` once it was rotated. */
const NAME = /^(?<process>.+?)(?:-(?<rotated>\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}))?\.log$/;

/**
 * @returns for each process the paths of its files, oldest first, the one that is written last. A process whose current file is missing
 * has only its rotated ones. No directory counts as an empty one: the platform may not have started yet.
 */
export async function listLogFiles(directory: string): Promise<Map<string, string[]>> {
  const processes = new Map<string, { rotated: string[]; current?: string }>();
  for (const name of await readNames(directory)) {
    const match = NAME.exec(name)?.groups;
    if (match?.['process'] === undefined) continue;
    const files = processes.get(match['process']) ?? { rotated: [] };
    processes.set(match['process'], files);
    if (match['rotated'] === undefined) files.current = path.join(directory, name);
    else files.rotated.push(path.join(directory, name));
  }
  return new Map(
    [...processes].map(([process, { rotated, current }]) => [
      process,
      [...rotated.sort(), ...(current ? [current] : [])],
    ]),
  );
}

async function readNames(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

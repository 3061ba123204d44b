import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';

/** Reading a file failed. The other files can be read nevertheless. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';

  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super((cause as NodeJS.ErrnoException).message, { cause });
  }
}

/** A pipe that took the file's name since it was listed does not hold up the opening, nor becomes a terminal ours. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * @returns undefined for what is not there or is no file: it may be renamed, deleted or replaced after it was listed; the next listing
 * has its successor.
 */
export async function openIfThere(path: string): Promise<FileHandle | undefined> {
  const handle = await unlessGone(open(path, FLAGS));
  if (handle === undefined || (await handle.stat()).isFile()) return handle;
  await handle.close();
  return undefined;
}

export async function inodeOf(path: string): Promise<number | undefined> {
  return (await unlessGone(stat(path)))?.ino;
}

async function unlessGone<Result>(asked: Promise<Result>): Promise<Result | undefined> {
  try {
    return await asked;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

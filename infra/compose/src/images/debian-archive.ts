import type { Paths } from '@firewatch/native';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Of Debian 12. */
const SUITE = 'bookworm';
/** Of what debootstrap says. */
const MAX_OUTPUT = 16 * 1024 * 1024;

/** @returns an archive of the files of a Debian that has what is essential, and apt; what apt fetched stays out. Made once, and kept. Needs root, debootstrap and the network. */
export async function debianArchive({ cache }: Paths): Promise<string> {
  const folder = path.join(cache, 'test-images');
  const archive = path.join(folder, `${SUITE}-${process.arch}.tar`);
  if (fs.existsSync(archive)) return archive;
  fs.mkdirSync(folder, { recursive: true });
  const temporary = fs.mkdtempSync(path.join(folder, 'new-'));
  try {
    const root = path.join(temporary, 'root');
    await run('debootstrap', ['--variant=minbase', SUITE, root], { maxBuffer: MAX_OUTPUT });
    const withoutFetched = ['--exclude=./var/cache/apt', '--exclude=./var/lib/apt/lists/*'];
    await run('tar', ['-C', root, '-cf', `${root}.tar`, ...withoutFetched, '.']);
    fs.renameSync(`${root}.tar`, archive);
  } finally {
    fs.rmSync(temporary, { recursive: true });
  }
  return archive;
}

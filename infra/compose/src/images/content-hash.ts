import { createHash } from 'node:crypto';
import type { FileEntry } from './file-system';

/**
 * One hash of all that a program can see of an image's files but their times: the builder writes the time of a build to some folders and into
 * the image's own description, so that two equal images have two ids.
 * @returns SHA-256, hexadecimal
 */
export function contentHash(entries: readonly FileEntry[]): string {
  const hash = createHash('sha256');
  for (const { path, type, mode, uid, gid, linkTo, sha256 } of entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${JSON.stringify([path, type, mode, uid, gid, linkTo ?? '', sha256 ?? ''])}\n`);
  }
  return hash.digest('hex');
}

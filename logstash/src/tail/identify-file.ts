import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { FileIdentity } from '../record';

const HEAD_BYTES = 256;

/** @param headLength how many of the first bytes to hash; default: up to 256, as many as there are. */
export async function identifyFile(handle: FileHandle, headLength = HEAD_BYTES): Promise<FileIdentity> {
  const { dev, ino } = await handle.stat();
  const buffer = Buffer.alloc(headLength);
  const { bytesRead } = await handle.read(buffer, 0, headLength, 0);
  const hash = createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex').slice(0, 16);
  return { device: dev, inode: ino, head: { length: bytesRead, hash } };
}

/** True where the open file is the one that was identified before, though it may have grown since. */
export async function isSameFile(handle: FileHandle, known: FileIdentity): Promise<boolean> {
  const now = await identifyFile(handle, known.head.length);
  return (
    now.device === known.device &&
    now.inode === known.inode &&
    now.head.length === known.head.length &&
    now.head.hash === known.head.hash
  );
}

import { open, stat, type FileHandle } from 'node:fs/promises';
import type { FileIdentity, Line } from '../record';
import { identifyFile, isSameFile } from './identify-file';
import type { Position } from './positions';

const NEWLINE = 0x0a;
const MAX_LINE_BYTES = 256 * 1024;

interface OpenFile {
  readonly handle: FileHandle;
  readonly path: string;
  identity: FileIdentity;
}

/**
 * Reads the lines of one process across rotations: a file is read to its end under the name it was opened with, then the next older
 * one, up to the one that is being written. What was read is not yet stored; the caller keeps the position.
 */
export class FileTail {
  private file: OpenFile | undefined;
  private offset = 0;
  private rest: Buffer = Buffer.alloc(0);

  /** @param from where to go on; without it, or where its file is gone, all files are read from their start. */
  constructor(private readonly from?: Position) {}

  /**
   * @param files the process's files, oldest first (see `listLogFiles`).
   * @param maxBytes how much to read at most.
   * @returns complete lines; a file's last line without a newline only once the file was replaced.
   */
  async read(files: readonly string[], maxBytes: number): Promise<Line[]> {
    const file = (this.file ??= await this.openFirst(files));
    if (file === undefined) return [];
    const replaced = await this.isReplaced(file, files);
    const { size } = await file.handle.stat();
    if (size < this.offset) this.restart();
    const buffer = Buffer.alloc(Math.min(maxBytes, Math.max(0, size - this.offset)));
    const { bytesRead } = await file.handle.read(buffer, 0, buffer.length, this.offset);
    if (bytesRead > 0) {
      if (this.offset < 256) file.identity = await identifyFile(file.handle);
      return this.takeLines(file, buffer.subarray(0, bytesRead));
    }
    return replaced ? this.moveOn(file, files) : [];
  }

  async close(): Promise<void> {
    await this.file?.handle.close();
    this.file = undefined;
  }

  private async openFirst(files: readonly string[]): Promise<OpenFile | undefined> {
    for (const path of this.from ? files : []) {
      const handle = await openIfThere(path);
      if (handle === undefined) continue;
      if (this.from && (await isSameFile(handle, this.from.file))) {
        this.offset = this.from.offset;
        return { handle, path, identity: await identifyFile(handle) };
      }
      await handle.close();
    }
    const [first] = files;
    return first === undefined ? undefined : openFromStart(first);
  }

  /** Asked before reading to the end: a writer opens the new file only after its last line to the old one. */
  private async isReplaced(file: OpenFile, files: readonly string[]): Promise<boolean> {
    const current = files.at(-1);
    return current !== undefined && (await inodeOf(current)) !== file.identity.inode;
  }

  private async moveOn(file: OpenFile, files: readonly string[]): Promise<Line[]> {
    const lines =
      this.rest.length > 0 ? [this.toLine(file, this.rest, this.offset - this.rest.length, this.offset)] : [];
    const inodes = await Promise.all(files.map(inodeOf));
    const next = files[inodes.indexOf(file.identity.inode) + 1];
    if (next === undefined) return [];
    const opened = await openFromStart(next);
    if (opened === undefined) return [];
    await file.handle.close();
    this.file = opened;
    this.restart();
    return lines;
  }

  private restart(): void {
    this.offset = 0;
    this.rest = Buffer.alloc(0);
  }

  private takeLines(file: OpenFile, chunk: Buffer): Line[] {
    const lines: Line[] = [];
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const base = this.offset - this.rest.length;
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      lines.push(this.toLine(file, bytes.subarray(start, end), base + start, base + end + 1));
      start = end + 1;
    }
    if (bytes.length - start > MAX_LINE_BYTES) {
      lines.push(this.toLine(file, bytes.subarray(start), base + start, base + bytes.length));
      start = bytes.length;
    }
    this.offset += chunk.length;
    this.rest = Buffer.from(bytes.subarray(start));
    return lines;
  }

  private toLine(file: OpenFile, bytes: Buffer, start: number, end: number): Line {
    return { text: bytes.toString('utf8'), file: file.identity, path: file.path, start, end };
  }
}

async function openFromStart(path: string): Promise<OpenFile | undefined> {
  const handle = await openIfThere(path);
  return handle && { handle, path, identity: await identifyFile(handle) };
}

/** A file may be renamed or deleted after it was listed; the next listing has its successor. */
async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function inodeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).ino;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

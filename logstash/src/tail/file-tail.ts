import type { FileHandle } from 'node:fs/promises';
import { LIMITS } from '../limits/limits';
import type { FileIdentity, Line } from '../record';
import { identifyFile, isSameFile } from './identify-file';
import { inodeOf, openIfThere, UnreadableFileError } from './open-file';
import type { Position } from './positions';

const NEWLINE = 0x0a;

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
  private end = true;

  /** @param from where to go on; without it, or where its file is gone, all files are read from their start. */
  constructor(private from?: Position) {}

  /** True unless the last reading left something in the files. */
  get atEnd(): boolean {
    return this.end;
  }

  /**
   * @param files the process's files, oldest first (see `LogFolder`).
   * @param maxBytes how much to read at most.
   * @returns complete lines; a file's last line without a newline only once the file was replaced. A line of more than
   * `LIMITS.lineBytes` comes in pieces.
   * @throws {UnreadableFileError} where a file cannot be read; the next reading opens it, or the others, again
   */
  async read(files: readonly string[], maxBytes: number): Promise<Line[]> {
    this.end = true;
    const file = (this.file ??= await this.openFirst(files));
    if (file === undefined) return [];
    try {
      return await this.readFrom(file, files, maxBytes);
    } catch (error) {
      this.from = { file: file.identity, offset: this.offset - this.rest.length };
      this.restart();
      await this.close().catch(() => undefined);
      throw error instanceof UnreadableFileError ? error : new UnreadableFileError(file.path, error);
    }
  }

  async close(): Promise<void> {
    const file = this.file;
    this.file = undefined;
    await file?.handle.close();
  }

  private async readFrom(file: OpenFile, files: readonly string[], maxBytes: number): Promise<Line[]> {
    const replaced = await this.isReplaced(file, files);
    const { size } = await file.handle.stat();
    if (size < this.offset) this.restart();
    const buffer = Buffer.alloc(Math.min(maxBytes, Math.max(0, size - this.offset)));
    const { bytesRead } = await file.handle.read(buffer, 0, buffer.length, this.offset);
    this.end = !replaced && this.offset + bytesRead >= size;
    if (bytesRead > 0) {
      if (this.offset < 256) file.identity = await identifyFile(file.handle);
      return this.takeLines(file, buffer.subarray(0, bytesRead));
    }
    return replaced ? this.moveOn(file, files) : [];
  }

  private async openFirst(files: readonly string[]): Promise<OpenFile | undefined> {
    for (const path of this.from ? files : []) {
      const file = await openFromStart(path);
      if (file === undefined) continue;
      if (this.from && (await isSameFile(file.handle, this.from.file))) {
        this.offset = this.from.offset;
        return file;
      }
      await file.handle.close();
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
    const take = (end: number, next: number) => {
      lines.push(this.toLine(file, bytes.subarray(start, end), base + start, base + next));
      start = next;
    };
    const cutUpTo = (end: number) => {
      while (end - start > LIMITS.lineBytes) {
        const cut = endOfCharacter(bytes, start + LIMITS.lineBytes);
        take(cut, cut);
      }
    };
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      cutUpTo(end);
      take(end, end + 1);
    }
    cutUpTo(bytes.length);
    this.offset += chunk.length;
    this.rest = Buffer.from(bytes.subarray(start));
    return lines;
  }

  private toLine(file: OpenFile, bytes: Buffer, start: number, end: number): Line {
    return { text: bytes.toString('utf8'), file: file.identity, path: file.path, start, end };
  }
}

async function openFromStart(path: string): Promise<OpenFile | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await openIfThere(path);
    return handle && { handle, path, identity: await identifyFile(handle) };
  } catch (error) {
    await handle?.close();
    throw new UnreadableFileError(path, error);
  }
}

/** Up to three bytes before `at`, so that no character of UTF-8 is cut in two. */
function endOfCharacter(bytes: Buffer, at: number): number {
  for (let end = at; end > at - 4; end -= 1) if (((bytes[end] ?? 0) & 0xc0) !== 0x80) return end;
  return at;
}

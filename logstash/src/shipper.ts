import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { toDocument } from './document';
import type { Delivery } from './elasticsearch/deliver';
import { sourceOf } from './formats';
import { LineJoiner } from './join-lines';
import type { LogRecord } from './record';
import { FileTail } from './tail/file-tail';
import { LogFolder } from './tail/log-folder';
import { UnreadableFileError } from './tail/open-file';
import { loadPositions, savePositions, type Position } from './tail/positions';

const CHUNK_BYTES = 64 * 1024;
const BATCH_RECORDS = 500;
const BATCH_CHARACTERS = 1024 * 1024;

export interface ShipperSettings {
  readonly logDirectory: string;
  readonly stateFile: string;
  /** Once for each entry of the folder that is not read, and reason. Default: nothing. */
  readonly onSkipped?: (path: string, reason: string) => void;
  /** How long to wait when no file had anything new. Default 500. */
  readonly pollMs?: number;
  /** How long a record waits for a further line. Default 1000. */
  readonly quietMs?: number;
}

interface Stream {
  readonly tail: FileTail;
  readonly joiner: LineJoiner;
  /** Everything that was in the files then was read, and is stored once the round ends. In milliseconds since 1970. */
  readTo: number;
}

/** What of a process's files is not stored yet. */
export interface Lag {
  readonly bytes: number;
  /** How long the oldest of it has waited, exact to the interval at which the lag is asked for. 0 where nothing waits. */
  readonly seconds: number;
}

/**
 * Reads, delivers, and only then moves the positions on: a crash repeats the last batch, whose ids make the repetition harmless.
 * Nothing is read while a batch is under way, so that memory stays bounded however long Elasticsearch takes nothing.
 */
export class Shipper {
  private readonly folder: LogFolder;
  private readonly streams = new Map<string, Stream>();
  private positions = new Map<string, Position>();
  /** Read and not yet stored, in the order of reading: a position never moves past one of these. */
  private unstored: LogRecord[] = [];
  /** For each process: everything that was in its files then is stored. In milliseconds since 1970. */
  private readonly storedTo = new Map<string, number>();
  /** For each process: since when bytes have waited at every look at the lag. */
  private readonly waitingSince = new Map<string, number>();

  constructor(
    private readonly settings: ShipperSettings,
    private readonly delivery: Delivery,
  ) {
    this.folder = new LogFolder(settings.logDirectory, settings.onSkipped ?? (() => undefined));
  }

  /** @throws where the state file is damaged; `forget` set, all files are shipped from their start. */
  async loadPositions({ forget = false } = {}): Promise<void> {
    this.positions = forget ? new Map<string, Position>() : await loadPositions(this.settings.stateFile);
  }

  /** Ships until the signal is aborted, then delivers what it has read, for at most `graceMs`, and saves the positions. */
  async run(signal: AbortSignal, graceMs = 5000): Promise<void> {
    try {
      while (!signal.aborted) {
        const read = await this.shipOnce(signal);
        const isBehind = [...this.streams.values()].some(({ tail }) => !tail.atEnd);
        if (read === 0 && !isBehind) await delay(this.settings.pollMs ?? 500, undefined, { signal });
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      await this.close(AbortSignal.timeout(graceMs));
    }
  }

  /** Reads a piece of every file and delivers it. @returns the number of lines that were read. */
  async shipOnce(signal: AbortSignal): Promise<number> {
    let lineCount = 0;
    for (const [process, files] of await this.folder.list()) {
      lineCount += await this.readPiece(process, files);
      if (this.unstored.length >= BATCH_RECORDS) await this.store(signal);
    }
    await this.store(signal);
    for (const [process, { readTo }] of this.streams) this.storedTo.set(process, readTo);
    return lineCount;
  }

  /** @returns what of each process's files is not stored yet. */
  async lag(): Promise<Map<string, Lag>> {
    const lags = new Map<string, Lag>();
    const now = Date.now();
    for (const [process, files] of await this.folder.list()) {
      const bytes = await this.waitingBytes(process, files);
      lags.set(process, { bytes, seconds: this.waitingSeconds(process, bytes, now) });
    }
    return lags;
  }

  /** Delivers what was read, and closes the files. What is not stored before the signal is read again at the next start. */
  async close(signal: AbortSignal): Promise<void> {
    const open = [...this.streams.values()];
    this.streams.clear();
    this.unstored.push(...open.flatMap(({ joiner }) => joiner.flush()));
    await this.store(signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    await Promise.all(open.map(({ tail }) => tail.close()));
  }

  private streamOf(process: string): Stream {
    const known = this.streams.get(process);
    if (known !== undefined) return known;
    const stream = {
      tail: new FileTail(this.positions.get(process)),
      joiner: new LineJoiner(process, sourceOf(process).format),
      readTo: -Infinity,
    };
    this.streams.set(process, stream);
    return stream;
  }

  /** A file that cannot be read is left alone for a while; the others, and the process's other files, go on. */
  private async readPiece(process: string, files: readonly string[]): Promise<number> {
    const stream = this.streamOf(process);
    const { tail, joiner } = stream;
    const startedAt = Date.now();
    try {
      const lines = await tail.read(files, CHUNK_BYTES);
      const now = Date.now();
      this.unstored.push(...joiner.push(lines, now), ...joiner.flushQuiet(now, this.settings.quietMs ?? 1000));
      if (tail.atEnd) stream.readTo = joiner.waitingSince ?? startedAt;
      return lines.length;
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      this.folder.leaveAlone(error.path, error.message);
      return 0;
    }
  }

  private async waitingBytes(process: string, files: readonly string[]): Promise<number> {
    const position = this.positions.get(process);
    const stats = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
    const at = stats.findIndex((file) => file !== undefined && file.ino === position?.file.inode);
    const bytes = stats.slice(Math.max(0, at)).reduce((sum, file) => sum + (file?.size ?? 0), 0);
    return Math.max(0, bytes - (at === -1 ? 0 : (position?.offset ?? 0)));
  }

  /** The oldest line that waits came after the last look at which none did, and after everything that is stored. */
  private waitingSeconds(process: string, bytes: number, now: number): number {
    if (bytes === 0) {
      this.waitingSince.delete(process);
      return 0;
    }
    const since = Math.max(this.waitingSince.get(process) ?? now, this.storedTo.get(process) ?? -Infinity);
    this.waitingSince.set(process, since);
    return Math.max(0, now - since) / 1000;
  }

  private async store(signal: AbortSignal): Promise<void> {
    if (this.unstored.length === 0) return;
    const readAt = new Date();
    while (this.unstored.length > 0) {
      const batch = firstBatch(this.unstored);
      await this.delivery.deliver(
        batch.map((record) => toDocument(record, readAt)),
        signal,
      );
      for (const { process, endFile, end } of batch) this.positions.set(process, { file: endFile, offset: end });
      this.unstored = this.unstored.slice(batch.length);
    }
    await savePositions(this.settings.stateFile, this.positions);
  }
}

/** As many of the first records as one request may carry, and at least one. */
function firstBatch(records: readonly LogRecord[]): LogRecord[] {
  let characters = 0;
  const tooMany = records.findIndex((record, index) => {
    characters += record.text.length;
    return index > 0 && (index >= BATCH_RECORDS || characters > BATCH_CHARACTERS);
  });
  return records.slice(0, tooMany === -1 ? records.length : tooMany);
}

import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { toDocument } from './document';
import type { Delivery } from './elasticsearch/deliver';
import { sourceOf } from './formats';
import { LineJoiner } from './join-lines';
import type { LogRecord } from './record';
import { FileTail } from './tail/file-tail';
import { listLogFiles } from './tail/log-files';
import { loadPositions, savePositions, type Position } from './tail/positions';

const CHUNK_BYTES = 64 * 1024;
const BATCH_RECORDS = 500;
const BATCH_CHARACTERS = 1024 * 1024;

export interface ShipperSettings {
  readonly logDirectory: string;
  readonly stateFile: string;
  /** How long to wait when no file had anything new. Default 500. */
  readonly pollMs?: number;
  /** How long a record waits for a further line. Default 1000. */
  readonly quietMs?: number;
}

interface Stream {
  readonly tail: FileTail;
  readonly joiner: LineJoiner;
}

/**
 * Reads, delivers, and only then moves the positions on: a crash repeats the last batch, whose ids make the repetition harmless.
 * Nothing is read while a batch is under way, so that memory stays bounded however long Elasticsearch is away.
 */
export class Shipper {
  private readonly streams = new Map<string, Stream>();
  private positions = new Map<string, Position>();
  /** Read and not yet stored, in the order of reading: a position never moves past one of these. */
  private unstored: LogRecord[] = [];

  constructor(
    private readonly settings: ShipperSettings,
    private readonly delivery: Delivery,
  ) {}

  /** @throws where the state file is damaged; `forget` set, all files are shipped from their start. */
  async loadPositions({ forget = false } = {}): Promise<void> {
    this.positions = forget ? new Map<string, Position>() : await loadPositions(this.settings.stateFile);
  }

  /** Ships until the signal is aborted, then delivers what it has read, for at most `graceMs`, and saves the positions. */
  async run(signal: AbortSignal, graceMs = 5000): Promise<void> {
    try {
      while (!signal.aborted) {
        const read = await this.shipOnce(signal);
        if (read === 0) await delay(this.settings.pollMs ?? 500, undefined, { signal });
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
    for (const [process, files] of await listLogFiles(this.settings.logDirectory)) {
      const { tail, joiner } = this.streamOf(process);
      const lines = await tail.read(files, CHUNK_BYTES);
      const now = Date.now();
      lineCount += lines.length;
      this.unstored.push(...joiner.push(lines, now), ...joiner.flushQuiet(now, this.settings.quietMs ?? 1000));
      if (this.unstored.length >= BATCH_RECORDS) await this.store(signal);
    }
    await this.store(signal);
    return lineCount;
  }

  /** @returns for each process the bytes in its files that are not stored yet. */
  async lagBytes(): Promise<Map<string, number>> {
    const lags = new Map<string, number>();
    for (const [process, files] of await listLogFiles(this.settings.logDirectory)) {
      const position = this.positions.get(process);
      const stats = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
      const at = stats.findIndex((file) => file !== undefined && file.ino === position?.file.inode);
      const bytes = stats.slice(Math.max(0, at)).reduce((sum, file) => sum + (file?.size ?? 0), 0);
      lags.set(process, Math.max(0, bytes - (at === -1 ? 0 : (position?.offset ?? 0))));
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
    };
    this.streams.set(process, stream);
    return stream;
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

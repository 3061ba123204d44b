import fs from 'node:fs';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { lastLines } from './last-lines';

export interface LogsOptions {
  readonly folder: string;
  readonly services: readonly string[];
  /** Lines of each log to begin with. */
  readonly lines: number;
  readonly write: (text: string) => void;
}

const EVERY_MS = 250;

/** Prints the last lines of each service's log, each line prefixed with its service. A service without a log yet prints nothing. */
export function printLogs({ folder, services, lines, write }: LogsOptions): void {
  for (const service of services) {
    const file = logFile(folder, service);
    if (!fs.existsSync(file)) continue;
    for (const line of lastLines(file, lines)) write(prefixed(service, line, services));
  }
}

/** Prints what is appended to the logs from now on, across rotation, until the signal is aborted. */
export function followLogs(options: LogsOptions, signal: AbortSignal): Promise<void> {
  const tails = options.services.map((service) => new Tail(logFile(options.folder, service)));
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      tails.forEach((tail, index) => {
        const service = options.services[index] ?? '';
        for (const line of tail.read()) options.write(prefixed(service, line, options.services));
      });
    }, EVERY_MS);
    signal.addEventListener('abort', () => {
      clearInterval(timer);
      resolve();
    });
  });
}

function prefixed(service: string, line: string, services: readonly string[]): string {
  const width = Math.max(...services.map((name) => name.length));
  return services.length === 1 ? `${line}\n` : `${service.padEnd(width)} | ${line}\n`;
}

function logFile(folder: string, service: string): string {
  return path.join(folder, `${service}.log`);
}

/** Reads whole lines that are appended to a file; a rotated file is read from its beginning. */
export class Tail {
  private offset: number;
  private inode: number;
  private rest = '';
  private decoder = new StringDecoder('utf8');

  constructor(private readonly file: string) {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    this.offset = stat?.size ?? 0;
    this.inode = stat?.ino ?? 0;
  }

  /** @returns the lines that were completed since the last call */
  read(): string[] {
    const stat = fs.statSync(this.file, { throwIfNoEntry: false });
    if (!stat) return [];
    if (stat.ino !== this.inode || stat.size < this.offset) {
      this.offset = 0;
      this.inode = stat.ino;
      this.rest = '';
      this.decoder = new StringDecoder('utf8');
    }
    if (stat.size === this.offset) return [];
    const descriptor = fs.openSync(this.file, 'r');
    try {
      const buffer = Buffer.alloc(stat.size - this.offset);
      this.offset += fs.readSync(descriptor, buffer, 0, buffer.length, this.offset);
      const lines = (this.rest + this.decoder.write(buffer)).split('\n');
      this.rest = lines.pop() ?? '';
      return lines;
    } finally {
      fs.closeSync(descriptor);
    }
  }
}

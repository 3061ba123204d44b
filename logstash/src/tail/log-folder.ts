import { constants, type Dirent } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A log file's name: `<process>.log`, or `<process>-<time of rotation>.log` once it was rotated. */
const NAME = /^(?<process>.+?)(?:-(?<rotated>\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}))?\.log$/;

/** How long a file is left alone that could not be read, and then tried again. */
const LEFT_ALONE_MS = 60_000;

/** Node's stand-in for bytes of a name that are not UTF-8: such a name cannot be opened. */
const REPLACEMENT = '\uFFFD';

/**
 * The folder of the log files. What is there besides files that can be read (folders, pipes, sockets, devices, links to nowhere) is
 * skipped, each with one report.
 */
export class LogFolder {
  /** What was reported, by path, as long as it stays. */
  private readonly reported = new Map<string, string>();
  private readonly leftAlone = new Map<string, { readonly reason: string; readonly until: number }>();

  /** @param onSkipped once for each path and reason */
  constructor(
    private readonly directory: string,
    private readonly onSkipped: (path: string, reason: string) => void,
  ) {}

  /**
   * @returns for each process the paths of its files, oldest first, the one that is written last. A process whose current file is missing
   * has only its rotated ones. A folder that is not there counts as an empty one: the platform may not have started yet. Never throws.
   */
  async list(): Promise<Map<string, string[]>> {
    const processes = new Map<string, { rotated: string[]; current?: string }>();
    const skipped = new Map<string, string>();
    for (const entry of await this.entries(skipped)) {
      const match = NAME.exec(entry.name)?.groups;
      if (match?.['process'] === undefined) continue;
      const file = path.join(this.directory, entry.name);
      const problem = this.problemOf(file) ?? (await unreadable(file, entry));
      if (problem !== undefined) {
        if (problem !== GONE) skipped.set(file, problem);
        continue;
      }
      const files = processes.get(match['process']) ?? { rotated: [] };
      processes.set(match['process'], files);
      if (match['rotated'] === undefined) files.current = file;
      else files.rotated.push(file);
    }
    this.report(skipped);
    return new Map(
      [...processes].map(([process, { rotated, current }]) => [
        process,
        [...rotated.sort(), ...(current ? [current] : [])],
      ]),
    );
  }

  /** Leaves a file out that could not be read, for a minute. */
  leaveAlone(file: string, reason: string): void {
    this.leftAlone.set(file, { reason, until: Date.now() + LEFT_ALONE_MS });
  }

  private problemOf(file: string): string | undefined {
    const known = this.leftAlone.get(file);
    if (known === undefined || Date.now() < known.until) return known?.reason;
    this.leftAlone.delete(file);
    return undefined;
  }

  private async entries(skipped: Map<string, string>): Promise<Dirent[]> {
    try {
      return await readdir(this.directory, { withFileTypes: true });
    } catch (error) {
      if (!isGone(error)) skipped.set(this.directory, reasonOf(error));
      return [];
    }
  }

  private report(skipped: ReadonlyMap<string, string>): void {
    for (const file of this.reported.keys()) if (!skipped.has(file)) this.reported.delete(file);
    for (const [file, reason] of skipped) {
      if (this.reported.get(file) === reason) continue;
      this.reported.set(file, reason);
      this.onSkipped(file, reason);
    }
  }
}

/** It was there when the folder was listed, and is not any more. */
const GONE = Symbol('gone');

/** @returns why the entry cannot be read as a log file; undefined where it can */
async function unreadable(file: string, entry: Dirent): Promise<string | typeof GONE | undefined> {
  if (entry.name.includes(REPLACEMENT)) return 'its name is not UTF-8';
  try {
    const target = entry.isSymbolicLink() ? await stat(file) : entry;
    if (!target.isFile()) return `it is ${kindOf(target)}, not a file`;
    await access(file, constants.R_OK);
    return undefined;
  } catch (error) {
    if (!isGone(error)) return reasonOf(error);
    return entry.isSymbolicLink() ? 'it is a link to nowhere' : GONE;
  }
}

type Kinds = Pick<Dirent, 'isDirectory' | 'isFIFO' | 'isSocket'>;

function kindOf(entry: Kinds): string {
  if (entry.isDirectory()) return 'a folder';
  if (entry.isFIFO()) return 'a pipe';
  return entry.isSocket() ? 'a socket' : 'a device';
}

function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** What the file system says of it. */
function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).message;
}

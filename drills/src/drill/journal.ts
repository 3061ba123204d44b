import fs from 'node:fs';
import path from 'node:path';
import type { DrillEvent } from './events';

/** What a journal's file is named by, after its run. */
export const SUFFIX = '.ndjson';
/** Runs whose journals are kept, the newest. */
const KEPT = 200;

/** Where the journals are, below the platform's data. */
export const journalFolder = (data: string): string => path.join(data, 'drills');

/** A run's name sorts by time: `20261124T110501Z-KafkaBrokerDown`. */
export const nameRun = (drill: string, at: Date): string => `${at.toISOString().replace(/[-:]|\.\d+/g, '')}-${drill}`;

export const journalFile = (folder: string, run: string): string => path.join(folder, `${run}${SUFFIX}`);

/** Begins a journal, and forgets the oldest of the others. Throws where the folder cannot be written, or the run has one already. */
export function createJournal(folder: string, run: string): string {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(SUFFIX));
  for (const name of names.sort().slice(0, -KEPT)) fs.rmSync(path.join(folder, name));
  const file = journalFile(folder, run);
  fs.writeFileSync(file, '', { flag: 'wx', mode: 0o600 });
  return file;
}

/** One event, one line; it is in the file when this returns. */
export function writeEvent(file: string, event: DrillEvent): void {
  fs.appendFileSync(file, `${JSON.stringify(event)}\n`);
}

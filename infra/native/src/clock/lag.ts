import fs from 'node:fs';
import path from 'node:path';
import type { ClockPart } from './clock-error';

/** Why a process does not work by the rendered configuration yet, or will not. */
export interface Lag {
  readonly part: ClockPart;
  /** A sentence without its full stop. */
  readonly message: string;
}

export const lag = (message: string, part: ClockPart = 'platform'): Lag => ({ part, message });

/** @returns when the newest file below a folder was written, in epoch seconds */
export function newestChange(folder: string): number {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(0, ...entries.map(({ parentPath, name }) => fs.statSync(path.join(parentPath, name)).mtimeMs / 1000));
}

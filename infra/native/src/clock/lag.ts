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

/** @returns when something in a folder, at any depth, was last written or removed, in epoch seconds */
export function newestChange(folder: string): number {
  const entries = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(...['', ...entries].map((entry) => fs.statSync(path.join(folder, entry)).mtimeMs / 1000));
}

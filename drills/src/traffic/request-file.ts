import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { MAX_RATE } from './rate';

/** How many users a generator may play. */
export const MAX_USERS = 100;

/** How many it plays unless told otherwise. */
export const DEFAULT_USERS = 10;

const requestSchema = z.object({
  rate: z.number().positive().max(MAX_RATE),
  users: z.number().int().positive().max(MAX_USERS),
});

/** What `traffic start` asks of the `traffic run` that the supervisor starts. */
export type TrafficRequest = z.infer<typeof requestSchema>;

const FILE_NAME = 'traffic.json';

/**
 * @param folder the platform's folder for run-time files
 * @returns undefined when nothing was asked for
 * @throws Error that names the file when its content is not a request
 */
export function readRequest(folder: string): TrafficRequest | undefined {
  const file = path.join(folder, FILE_NAME);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return requestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} is not a traffic request; run \`firewatch traffic start\` to write it anew`, { cause });
  }
}

/** Replaces the file in one step, so that a reader sees the old request or the new one. */
export function writeRequest(folder: string, request: TrafficRequest): void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, FILE_NAME);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(request)}\n`);
  renameSync(draft, file);
}

/** Forgets the request, so that the settings' rate applies to the next start. */
export function removeRequest(folder: string): void {
  rmSync(path.join(folder, FILE_NAME), { force: true });
}

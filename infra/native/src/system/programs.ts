import fs from 'node:fs';
import path from 'node:path';
import type { Paths } from '../platform/paths';

/** Folders in which the processes' programs are looked up: Node 24 of this project first. */
export function searchPath(paths: Paths, env: NodeJS.ProcessEnv = process.env): string[] {
  const system = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
  const given = (env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return [...new Set([path.join(paths.root, 'node_modules/.bin'), ...given, ...system])];
}

/** @returns the executable file that a process would run: `program` itself if absolute, else the first in the search path */
export function findProgram(program: string, paths: Paths): string | undefined {
  const candidates = path.isAbsolute(program)
    ? [program]
    : searchPath(paths).map((folder) => path.join(folder, program));
  return candidates.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

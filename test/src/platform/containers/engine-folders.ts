import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** Where an engine has what, in the folder that is its own. */
export const enginePlace = (folder: string) => ({
  data: path.join(folder, 'data'),
  log: path.join(folder, 'dockerd.log'),
  pid: path.join(folder, 'pid'),
  /** Links to a folder elsewhere, for sockets. */
  run: path.join(folder, 'run'),
});

/** Removes what engines left that were killed. @param parent of their folders */
export function removeEndedEngines(parent: string): void {
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const folder = path.join(parent, name);
    if (!isRunning(folder)) removeEngine(folder);
  }
}

/** Removes an engine that has ended, with all that it mounted. */
export function removeEngine(folder: string): void {
  const run = readlinkSync(enginePlace(folder).run);
  for (const place of [run, folder]) {
    unmountAllIn(place);
    // Some hundred thousand files, for which Node.js takes several times as long.
    execFileSync('rm', ['--recursive', '--force', place]);
  }
}

function isRunning(folder: string): boolean {
  const { pid } = enginePlace(folder);
  // Before it has written that it may be just about to start.
  if (!existsSync(pid)) return !existsSync(enginePlace(folder).data);
  try {
    return readFileSync(`/proc/${readFileSync(pid, 'utf8').trim()}/comm`, 'utf8').trim() === 'dockerd';
  } catch {
    return false;
  }
}

function unmountAllIn(folder: string): void {
  const mounted = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .flatMap((line) => line.split(' ')[4] ?? [])
    .filter((place) => place === folder || place.startsWith(`${folder}/`));
  // What was mounted last lies upon the others.
  for (const place of mounted.toReversed()) execFileSync('umount', ['--lazy', place]);
}

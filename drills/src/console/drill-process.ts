import fs from 'node:fs';

/** Whether the process goes on and is a drill: an id is given to another process some day. */
export function isDrill(pid: number): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes('drill');
  } catch {
    return false;
  }
}

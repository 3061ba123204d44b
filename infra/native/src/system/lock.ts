import fs from 'node:fs';
import { readProcess } from './processes';

/** Of this process: its own pid in a file may be an ended process's, too. */
const held = new Set<string>();

/**
 * Runs `work` while nobody else with this file does, in this process or another. A lock whose owner has ended is taken over.
 * @returns what `work` returns. Throws what `busy` makes of the owner's pid when somebody else is at work.
 */
export async function exclusively<T>(file: string, busy: (pid: number) => Error, work: () => Promise<T>): Promise<T> {
  if (held.has(file)) throw busy(process.pid);
  acquire(file, busy);
  held.add(file);
  try {
    return await work();
  } finally {
    held.delete(file);
    fs.rmSync(file, { force: true });
  }
}

function acquire(file: string, busy: (pid: number) => Error): void {
  const take = () => fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
  try {
    take();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = Number(fs.readFileSync(file, 'utf8'));
    // A pid may have gone to another program meanwhile.
    if (owner !== process.pid && readProcess(owner)?.command.includes('node') === true) {
      throw busy(owner);
    }
    fs.rmSync(file);
    take();
  }
}

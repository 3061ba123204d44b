import fs from 'node:fs';
import path from 'node:path';

/** Set in the environment of every process of the platform to its state folder, so that it can be found whatever became of its parents. */
export const MARKER = 'FIREWATCH_HOME';

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  /** Arguments joined by blanks. */
  readonly command: string;
}

/** All processes that this user may see, zombies left out: those have ended and only wait to be collected. */
export function listProcesses(): RunningProcess[] {
  return fs
    .readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => readProcess(Number(entry)) ?? []);
}

/** @returns undefined when there is no such process, or it is a zombie */
export function readProcess(pid: number): RunningProcess | undefined {
  const stat = readProc(pid, 'stat');
  if (stat === undefined) return undefined;
  // The name, in parentheses, may itself hold blanks and parentheses.
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z') return undefined;
  const command = (readProc(pid, 'cmdline') ?? '').replaceAll('\0', ' ').trim();
  return { pid, parent: Number(parent), command };
}

/** The processes whose environment says that they belong to the platform of this state folder; their own as root, of any user. */
export function platformProcesses(state: string): RunningProcess[] {
  const marker = `${MARKER}=${state}`;
  return listProcesses().filter(
    ({ pid }) => pid !== process.pid && (readProc(pid, 'environ') ?? '').split('\0').includes(marker),
  );
}

/** The process and all its descendants among `processes`. */
export function processTree(pid: number, processes: readonly RunningProcess[]): number[] {
  const children = processes.filter(({ parent }) => parent === pid);
  return [pid, ...children.flatMap((child) => processTree(child.pid, processes))];
}

/**
 * Memory of the processes in bytes, as proportional set size: resident pages, where a page shared by n processes counts 1/n in each,
 * so that shared memory (PostgreSQL's buffers, libraries) is counted once in a sum. 0 for a process that has ended.
 */
export function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(readProc(pid, 'smaps_rollup') ?? '')?.[1];
    return sum + Number(kilobytes ?? 0) * 1024;
  }, 0);
}

/** The program file that the process runs, without its folder. */
export function programOf(pid: number): string | undefined {
  try {
    return path.basename(fs.readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, ''));
  } catch {
    return undefined;
  }
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It has ended meanwhile, or it is another user's.
    return undefined;
  }
}

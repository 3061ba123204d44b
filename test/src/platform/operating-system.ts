import { readdirSync, readFileSync } from 'node:fs';

/** A process of this machine. Its start time tells it apart from a later process with the same pid. */
export interface OsProcess {
  readonly pid: number;
  readonly parent: number;
  readonly startTime: string;
  readonly command: string;
}

/** All processes but kernel threads and those that have ended and only wait to be collected. */
export function processTable(): OsProcess[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => readProcess(Number(entry)));
}

/** `root` and everything below it. */
export function familyOf(root: number, table: readonly OsProcess[] = processTable()): OsProcess[] {
  const own = table.filter(({ pid }) => pid === root);
  const children = table.filter(({ parent }) => parent === root);
  return [...own, ...children.flatMap(({ pid }) => familyOf(pid, table))];
}

/** Those of `processes` that still live. */
export function survivors(processes: readonly OsProcess[]): OsProcess[] {
  const alive = new Set(processTable().map(({ pid, startTime }) => `${pid} ${startTime}`));
  return processes.filter(({ pid, startTime }) => alive.has(`${pid} ${startTime}`));
}

/** Every TCP port that some process of this machine listens on. */
export function listeningPorts(): Set<number> {
  const LISTEN = '0A';
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1));
  const fields = lines.map((line) => line.trim().split(/\s+/));
  return new Set(
    fields
      .filter(([, , , state]) => state === LISTEN)
      .map(([, address]) => Number.parseInt(address?.split(':')[1] ?? '', 16)),
  );
}

function readProcess(pid: number): OsProcess[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold blanks and brackets of its own.
    const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    if (state === 'Z' || command === '') return [];
    return [{ pid, parent: Number(parent), startTime: rest[17] ?? '', command }];
  } catch {
    // It ended while the table was read.
    return [];
  }
}

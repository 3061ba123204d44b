import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTEN = '0A';
/** 127.0.0.1, ::1 and ::ffff:127.0.0.1 as the kernel writes them. */
const LOOPBACK = /^(0100007F|0{24}01000000|0{16}FFFF00000100007F)$/;

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

/** A TCP socket that some process of this machine listens on. */
export interface Listener {
  readonly port: number;
  /** Whether only this machine can reach it. */
  readonly loopback: boolean;
  /** Tells the socket apart; what `/proc/<pid>/fd` links to. */
  readonly inode: string;
}

export function listeners(): Listener[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state]) => state === LISTEN)
      .map((fields) => {
        const [address = '', port = ''] = (fields[1] ?? '').split(':');
        return { port: Number.parseInt(port, 16), loopback: LOOPBACK.test(address), inode: fields[9] ?? '' };
      }),
  );
}

/** The sockets that a process listens on. */
export function listenersOf(pid: number): Listener[] {
  let open: string[];
  try {
    open = readdirSync(`/proc/${pid}/fd`).map((descriptor) => readlinkSync(`/proc/${pid}/fd/${descriptor}`));
  } catch {
    // It ended, or closed one, while this was read.
    return [];
  }
  const own = new Set(open.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
  return listeners().filter(({ inode }) => own.has(inode));
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

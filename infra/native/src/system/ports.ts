import fs from 'node:fs';
import net from 'node:net';
import { readProcess, listProcesses, type RunningProcess } from './processes';

/** TCP_LISTEN in the column `st` of /proc/net/tcp. */
const LISTENING = '0A';

/** Whether 127.0.0.1:`port` can be listened on. Throws for what is neither free nor taken, e.g. a port that this user may not use. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(new Error(`Port ${port} cannot be used: ${error.message}`, { cause: error }));
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * The process that listens on the port at any address, or else one whose outgoing connection was given it; undefined when /proc does not
 * show it, as for another user's process.
 */
export function portHolder(port: number): RunningProcess | undefined {
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => socketsAt(table, port));
  return holderOf(sockets.filter(({ listening }) => listening)) ?? holderOf(sockets);
}

interface Socket {
  readonly inode: string;
  readonly listening: boolean;
}

function holderOf(sockets: readonly Socket[]): RunningProcess | undefined {
  const inodes = new Set(sockets.map(({ inode }) => inode));
  const holder = listProcesses().find(({ pid }) => socketsOf(pid).some((inode) => inodes.has(inode)));
  return holder === undefined ? undefined : readProcess(holder.pid);
}

function socketsAt(table: string, port: number): Socket[] {
  if (!fs.existsSync(table)) return [];
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return fs
    .readFileSync(table, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([, local, , state, , , , , , inode]) =>
      local?.endsWith(suffix) === true && inode !== undefined ? [{ inode, listening: state === LISTENING }] : [],
    );
}

function socketsOf(pid: number): string[] {
  try {
    return fs.readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

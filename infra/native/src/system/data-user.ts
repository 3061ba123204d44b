import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The system user under which PostgreSQL and Elasticsearch, which refuse root, run when the platform is started by root. */
export const DATA_USER = 'firewatch';

export interface DataUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Makes the system user when it is missing. Only for root. */
export function ensureDataUser(): DataUser {
  const existing = findUser(DATA_USER);
  if (existing) return existing;
  execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', DATA_USER]);
  const created = findUser(DATA_USER);
  if (!created) throw new Error(`useradd made no user ${DATA_USER}`);
  return created;
}

/** Whether a user who is neither owner nor in the group of any of its parents can reach the folder. */
export function isTraversableByOthers(folder: string): boolean {
  const executableByOthers = 0o001;
  if ((fs.statSync(folder).mode & executableByOthers) === 0) return false;
  const parent = path.dirname(folder);
  return parent === folder || isTraversableByOthers(parent);
}

function findUser(name: string): DataUser | undefined {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (line === undefined) return undefined;
  const [, , uid, gid] = line.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}

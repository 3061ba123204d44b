import type { Paths } from '@firewatch/native';
import os from 'node:os';
import path from 'node:path';

/** Where a rehearsal keeps what is its own. */
export interface Folders {
  /** Holds all of them but `run`. */
  readonly state: string;
  /** The engine's images and volumes. */
  readonly engine: string;
  /** What the stand-ins are built from. */
  readonly context: string;
  /** A folder with an .env.local of its own. */
  readonly settings: string;
  /** The `docker` program's configuration, with Compose as its plug-in. */
  readonly client: string;
  readonly log: string;
  /** What the containers say, while drills run. */
  readonly logs: string;
  /** What the drills report. */
  readonly proof: string;
  /** The engine's sockets. A socket's path may have 107 characters, and the project may lie deeper than that. */
  readonly run: string;
}

export function rehearsalFolders({ state }: Paths): Folders {
  const own = path.join(state, 'rehearsal');
  return {
    state: own,
    engine: path.join(own, 'engine'),
    context: path.join(own, 'context'),
    settings: path.join(own, 'settings'),
    client: path.join(own, 'client'),
    log: path.join(own, 'dockerd.log'),
    logs: path.join(own, 'logs'),
    proof: path.join(own, 'proof'),
    run: path.join(os.tmpdir(), `firewatch-rehearsal-${process.pid}`),
  };
}

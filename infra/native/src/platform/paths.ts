import path from 'node:path';

/** Absolute paths of the project and of its one git-ignored state folder. */
export interface Paths {
  readonly root: string;
  /** `.firewatch` */
  readonly state: string;
  /** What was downloaded or built; survives `dev-down`. */
  readonly cache: string;
  /** Built Go tools. */
  readonly bin: string;
  /** Rendered configuration. */
  readonly config: string;
  /** The components' data, one folder each. */
  readonly data: string;
  /** `<process>.log`, rotated. */
  readonly log: string;
  /** Sockets, the supervisor's configuration and pid. */
  readonly run: string;
}

/** @param root the project's root; default: found from this file. */
export function resolvePaths(root = path.resolve(__dirname, '../../../..')): Paths {
  const state = path.join(root, '.firewatch');
  const cache = path.join(state, 'cache');
  return {
    root,
    state,
    cache,
    bin: path.join(cache, 'bin'),
    config: path.join(state, 'config'),
    data: path.join(state, 'data'),
    log: path.join(state, 'log'),
    run: path.join(state, 'run'),
  };
}

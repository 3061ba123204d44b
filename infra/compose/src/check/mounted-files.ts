import fs from 'node:fs';
import path from 'node:path';
import type { Project } from './project';

/** A file as a container sees it. */
export interface MountedFile {
  /** On this machine, absolute. */
  readonly source: string;
  /** In the container, absolute. */
  readonly target: string;
}

/** Every file that a service gets by bind mounts, configs and secrets: those of a mounted folder one by one. Missing ones are left out. */
export function mountedFiles(project: Project, name: string): readonly MountedFile[] {
  const service = project.services[name];
  if (!service) return [];
  const binds = service.volumes.flatMap(({ type, source, target }) =>
    type === 'bind' && source !== undefined ? [{ source, target }] : [],
  );
  const configs = service.configs.flatMap(({ source, target = `/${source}` }) => {
    const file = project.configs[source]?.file;
    return file === undefined ? [] : [{ source: file, target }];
  });
  const secrets = service.secrets.flatMap(({ source, target = source }) => {
    const file = project.secrets[source]?.file;
    return file === undefined ? [] : [{ source: file, target: path.posix.resolve('/run/secrets', target) }];
  });
  return [...binds, ...configs, ...secrets].flatMap(filesOf);
}

/** Whether a path is the project's own, rather than one of the machine that the container looks at, e.g. `/proc`. */
export function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}

function filesOf({ source, target }: MountedFile): readonly MountedFile[] {
  const stat = fs.statSync(source, { throwIfNoEntry: false });
  if (stat?.isFile() === true) return [{ source, target }];
  // Of the machine's own folders (/, /proc, …) nothing is configuration.
  if (stat?.isDirectory() !== true || path.dirname(source) === '/' || source === '/') return [];
  return fs
    .readdirSync(source, { withFileTypes: true })
    .flatMap((entry) =>
      filesOf({ source: path.join(source, entry.name), target: path.posix.join(target, entry.name) }),
    );
}

import fs from 'node:fs';
import path from 'node:path';
import type { Check, Finding } from './finding';
import { isBelow } from './mounted-files';
import type { Mount } from './project';
import type { Subject } from './subject';

/** What a container may write to of this machine: `service:target`, and why. */
const WRITABLE: Readonly<Record<string, string>> = {};

/** Whatever is mounted is there, is a file or a folder as it is meant, and is only read. */
export const mountsCheck: Check = {
  name: 'mounts',
  title: 'each mounted file and folder exists, and is mounted read-only',
  run: (subject) => [...eachService(subject), ...definedFiles(subject)],
};

function eachService({ project, paths }: Subject): readonly Finding[] {
  return Object.entries(project.services).flatMap(([name, { volumes }]) =>
    volumes
      .filter(({ type }) => type === 'bind')
      .flatMap((mount) =>
        problemsOf(paths.root, name, mount).map((problem) => ({ where: `services.${name}.volumes`, ...problem })),
      ),
  );
}

type Problem = Omit<Finding, 'where'>;

function problemsOf(
  root: string,
  name: string,
  { source = '', target, read_only: readOnly }: Mount,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (!readOnly && !Object.hasOwn(WRITABLE, `${name}:${target}`)) {
    problems.push({ what: `${shown(root, source)} can be written to by the container`, remedy: 'mount it with :ro' });
  }
  // What of the machine itself is looked at is there where an engine runs.
  if (!isProjects(root, source)) return problems;
  return [...problems, ...missing(root, source, target)];
}

/** Of a path that is not there the engine makes an empty folder, and the component starts without its configuration, or not at all. */
function missing(root: string, source: string, target: string): readonly Problem[] {
  const stat = fs.statSync(source, { throwIfNoEntry: false });
  const name = shown(root, source);
  if (!stat)
    return [{ what: `there is no ${name}, mounted at ${target}`, remedy: 'correct the path, or add the file' }];
  const isFileMeant = path.extname(target) !== '';
  if (stat.isDirectory() && isFileMeant) {
    return [{ what: `${name} is a folder, but ${target} is named like a file`, remedy: 'mount the file' }];
  }
  if (stat.isDirectory() && fs.readdirSync(source).length === 0) {
    return [{ what: `the folder ${name} is empty`, remedy: `put what belongs to ${target} into it` }];
  }
  return [];
}

function definedFiles({ project, paths }: Subject): readonly Finding[] {
  return (['configs', 'secrets'] as const).flatMap((kind) =>
    Object.entries(project[kind]).flatMap(([name, { file }]) =>
      file === undefined || fs.existsSync(file)
        ? []
        : [
            {
              where: `${kind}.${name}`,
              what: `there is no ${shown(paths.root, file)}`,
              remedy: 'correct the path, or add the file',
            },
          ],
    ),
  );
}

/** Of the machine's own, as opposed to files of the project, wherever that lies. */
const MACHINE_FOLDERS = ['/var', '/proc', '/sys', '/run', '/dev'];

const isProjects = (root: string, source: string): boolean =>
  isBelow(root, source) || (source !== '/' && !MACHINE_FOLDERS.some((folder) => isBelow(folder, source)));

const shown = (root: string, file: string): string => (isBelow(root, file) ? path.relative(root, file) : file);

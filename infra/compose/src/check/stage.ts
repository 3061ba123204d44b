import fs from 'node:fs';
import path from 'node:path';
import { mountedFiles } from './mounted-files';
import type { Project } from './project';

/** What a container would see and run, laid out in a folder of this machine, with every path changed to lie there. */
export interface StagedService {
  /** Entrypoint and command as the file gives them. */
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * @param folder empty; gets the service's files, and empty folders for its volumes
 * @param edit changes each text of it, files included, after its paths, so that it may put in paths of this machine: what cannot be the same here, e.g. a port
 */
export function stageService(
  project: Project,
  name: string,
  folder: string,
  edit: (text: string) => string = (text) => text,
): StagedService {
  const service = project.services[name];
  if (!service) throw new Error(`there is no service ${name}`);
  const files = mountedFiles(project, name);
  const volumes = service.volumes.filter(({ type }) => type !== 'bind').map(({ target }) => target);
  const folders = [...volumes, ...service.tmpfs.map((mount) => mount.split(':')[0] ?? mount)];
  const binds = service.volumes.filter(({ type }) => type === 'bind').map(({ target }) => target);
  const toFolder = translator(
    [...folders, ...binds, ...files.flatMap(({ target }) => [target, path.dirname(target)])],
    folder,
  );
  const translate = (text: string) => edit(toFolder(text));
  for (const { source, target } of files) {
    const copy = path.join(folder, target);
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    fs.writeFileSync(copy, translate(fs.readFileSync(source, 'utf8')), { mode: fs.statSync(source).mode });
  }
  for (const target of folders) fs.mkdirSync(path.join(folder, target), { recursive: true });
  const environment = Object.entries(service.environment).map(([variable, value]) => [
    variable,
    translate(value ?? ''),
  ]);
  return {
    argv: [...service.entrypoint, ...service.command].map(translate),
    environment: Object.fromEntries(environment) as Record<string, string>,
  };
}

/** Folders of which an image has much of its own. */
const SYSTEM_FOLDERS = ['/', '/etc', '/usr', '/var', '/opt', '/bin', '/lib', '/var/lib', '/usr/share'];

/** Puts `folder` before each of the paths, and what lies below them, wherever they stand as a path of their own. */
function translator(targets: readonly string[], folder: string): (text: string) => string {
  const own = [...new Set(targets)].filter((target) => !SYSTEM_FOLDERS.includes(target));
  if (own.length === 0) return (text) => text;
  const longestFirst = own.sort((a, b) => b.length - a.length).map((target) => RegExp.escape(target));
  const pattern = new RegExp(`(?<![\\w./-])(?:${longestFirst.join('|')})(?![\\w.-])`, 'g');
  return (text) => text.replaceAll(pattern, (target) => path.join(folder, target));
}

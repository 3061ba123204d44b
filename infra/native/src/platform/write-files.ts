import fs from 'node:fs';
import path from 'node:path';
import type { DataUser } from '../system/data-user';
import type { Context } from './component';
import type { Paths } from './paths';
import type { Plan } from './plan';

/** Makes the state folder and its parts. */
export function makeStateFolders(paths: Paths): void {
  for (const folder of [paths.state, paths.cache, paths.bin, paths.config, paths.data, paths.log, paths.run]) {
    fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  }
}

/** Makes the components' data folders and writes their configuration. Run it as often as you like. */
export function writeFiles(plan: Pick<Plan, 'components'>, context: Context, dataUser: DataUser | undefined): void {
  const { paths } = context;
  for (const component of plan.components) {
    for (const { path: folder, asDataUser } of component.directories?.(context) ?? []) {
      const absolute = inside(paths.data, folder);
      fs.mkdirSync(absolute, { recursive: true, mode: 0o700 });
      if (dataUser && asDataUser === true) own(absolute, dataUser);
    }
    const files = component.files?.(context) ?? [];
    for (const file of files) {
      const absolute = inside(paths.config, file.path);
      writeIfChanged(absolute, file.content, file.mode ?? 0o644);
      if (dataUser && file.asDataUser === true) fs.chownSync(absolute, dataUser.uid, dataUser.gid);
    }
    const written = new Set(files.map((file) => inside(paths.config, file.path)));
    for (const folder of component.sweptFolders ?? []) removeOthers(inside(paths.config, folder), written);
  }
}

/** What an earlier configuration has left there. */
function removeOthers(folder: string, wanted: ReadonlySet<string>): void {
  if (!fs.existsSync(folder)) return;
  for (const entry of fs.readdirSync(folder)) {
    const file = path.join(folder, entry);
    if (!wanted.has(file)) fs.rmSync(file, { recursive: true });
  }
}

/** A file that has not changed keeps its time of change. It is replaced in one step, so that nobody reads half of it. */
function writeIfChanged(file: string, content: string, mode: number): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== content) {
    const temporary = `${file}.${process.pid}.tmp`;
    fs.writeFileSync(temporary, content, { mode });
    fs.renameSync(temporary, file);
  }
  fs.chmodSync(file, mode);
}

function own(folder: string, user: DataUser): void {
  if (fs.statSync(folder).uid === user.uid) return;
  fs.chownSync(folder, user.uid, user.gid);
  for (const entry of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    fs.lchownSync(path.join(folder, entry), user.uid, user.gid);
  }
}

function inside(folder: string, relative: string): string {
  const absolute = path.resolve(folder, relative);
  if (!absolute.startsWith(`${folder}${path.sep}`)) throw new Error(`${relative} is not inside ${folder}`);
  return absolute;
}

import fs from 'node:fs';
import path from 'node:path';
import { resolvePaths } from '@firewatch/native';
import { parse } from 'yaml';
import type { Copy } from './mistake';

/** @param keys from the top of the file, separated by slashes */
export const set =
  (keys: string, value: unknown) =>
  ({ document }: Copy): void =>
    document.setIn(keys.split('/'), document.createNode(value));

/** @param keys from the top of the file, separated by slashes */
export const remove =
  (keys: string) =>
  ({ document }: Copy): void => {
    // What comes by a merge key has to be covered.
    if (!document.deleteIn(keys.split('/'))) document.setIn(keys.split('/'), null);
  };

/** Mounts a changed copy of a file or folder of the project in its place. Throws when `service` does not mount `source`. */
export const change =
  (service: string, source: string, edit: (copy: string) => void) =>
  ({ document, folder }: Copy): void => {
    const copy = path.join(folder, path.basename(source));
    fs.cpSync(path.join(resolvePaths().root, source), copy, { recursive: true });
    edit(copy);
    const volumes = parse(String(document.getIn(['services', service, 'volumes']))) as string[];
    const index = volumes.findIndex((volume) => volume.startsWith(`./${source}:`));
    if (index < 0) throw new Error(`${service} does not mount ${source}`);
    volumes[index] = (volumes[index] ?? '').replace(`./${source}`, copy);
    document.setIn(['services', service, 'volumes'], document.createNode(volumes));
  };

/** Edits a file. Throws when it has nothing of the kind. */
export const replace =
  (from: string | RegExp, to: string) =>
  (file: string): void => {
    const text = fs.readFileSync(file, 'utf8');
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${file} has no ${String(from)}`);
    fs.writeFileSync(file, changed);
  };

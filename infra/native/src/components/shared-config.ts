import fs from 'node:fs';
import path from 'node:path';
import type { ConfigFile, Context } from '../platform/component';

/** @returns the text of `infra/config/<file>`, which every environment shares. */
export function readSharedConfig(context: Context, file: string): string {
  return fs.readFileSync(path.join(context.paths.root, 'infra/config', file), 'utf8');
}

/** `infra/config/<file>`, unchanged, at the same path below the platform's rendered configuration. */
export function sharedConfigFile(context: Context, file: string): ConfigFile {
  return { path: file, content: readSharedConfig(context, file) };
}

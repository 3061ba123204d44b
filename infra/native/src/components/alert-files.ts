import fs from 'node:fs';
import path from 'node:path';
import type { Context } from '../platform/component';

/** Where alerts are read from. */
export type AlertFolder = Pick<Context, 'alerts' | 'paths'>;

/** A file of the folder of alerts. */
export interface AlertFile {
  readonly name: string;
  /** As it is to be named to people: from the project's root where it lies below that. */
  readonly shown: string;
  readonly text: string;
}

/** @returns the file `relative` of the folder of alerts; undefined where it has none */
export function readAlertFile(context: AlertFolder, relative: string): AlertFile | undefined {
  const file = path.join(folderOf(context), relative);
  if (!fs.existsSync(file)) return undefined;
  const fromRoot = path.relative(context.paths.root, file);
  return {
    name: path.basename(file),
    shown: fromRoot.startsWith('..') ? file : fromRoot,
    text: fs.readFileSync(file, 'utf8'),
  };
}

/** The alert rules, without the tests that lie beside them. */
export function readRuleFiles(context: AlertFolder): readonly AlertFile[] {
  return list(context, 'rules', (name) => name.endsWith('.yml') && !name.endsWith('.test.yml'));
}

/** The texts of the messages. */
export function readTemplateFiles(context: AlertFolder): readonly AlertFile[] {
  return list(context, 'templates', (name) => name.endsWith('.tmpl'));
}

function list(context: AlertFolder, folder: string, isWanted: (name: string) => boolean): readonly AlertFile[] {
  const absolute = path.join(folderOf(context), folder);
  if (!fs.existsSync(absolute)) return [];
  return fs
    .readdirSync(absolute)
    .filter(isWanted)
    .flatMap((name) => readAlertFile(context, path.join(folder, name)) ?? []);
}

const folderOf = ({ alerts, paths }: AlertFolder): string => alerts ?? path.join(paths.root, 'alerts');

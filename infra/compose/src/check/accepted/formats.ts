import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { Check, Finding } from '../finding';
import { isBelow, mountedFiles } from '../mounted-files';
import type { Subject } from '../subject';

const run = promisify(execFile);

/** Throws for what is not of the form. */
type Parser = (text: string, file: string) => unknown;

const PARSERS: Readonly<Record<string, Parser>> = {
  '.yml': parseYaml,
  '.yaml': parseYaml,
  '.json': parseJson,
  '.ndjson': (text) => text.trim().split('\n').map(parseJson),
  '.sh': (_, file) => run('bash', ['-n', file]),
};

/** Every file that is mounted is at least what its name says. */
export const formatsCheck: Check = {
  name: 'formats',
  title: 'each mounted YAML, JSON and shell file can be parsed',
  run: async (subject) => {
    const found = await Promise.all(projectFiles(subject).map((file) => problemOf(subject, file)));
    return found.flat();
  },
};

function projectFiles({ project, paths }: Subject): readonly string[] {
  const files = Object.keys(project.services).flatMap((name) =>
    mountedFiles(project, name).map(({ source }) => source),
  );
  return [...new Set(files)].filter((file) => isBelow(paths.root, file) || Object.hasOwn(PARSERS, path.extname(file)));
}

async function problemOf({ paths }: Subject, file: string): Promise<readonly Finding[]> {
  try {
    await PARSERS[path.extname(file)]?.(fs.readFileSync(file, 'utf8'), file);
    return [];
  } catch (error) {
    const [what = ''] = (error as Error).message.replace(/^Command failed.*\n/, '').split('\n');
    return [{ where: path.relative(paths.root, file), what: `it cannot be parsed: ${what}`, remedy: 'correct it' }];
  }
}

function parseYaml(text: string): void {
  for (const { errors } of parseAllDocuments(text)) {
    const [first] = errors;
    if (first) throw first;
  }
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

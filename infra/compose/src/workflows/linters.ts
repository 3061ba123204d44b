import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Finding } from '../check/finding';
import { WORKFLOWS } from './read-workflows';

/** Programs that know workflows and shells better than we do, as absolute paths. */
export interface Linters {
  readonly actionlint: string;
  readonly shellcheck: string;
}

const actionlintSchema = z.array(z.object({ message: z.string(), filepath: z.string(), line: z.number() }));
const shellcheckSchema = z.object({
  comments: z.array(z.object({ file: z.string(), line: z.number(), code: z.number(), message: z.string() })),
});

/** What actionlint says of the workflows in `root`, and shellcheck of their commands. */
export async function runActionlint({ actionlint, shellcheck }: Linters, root: string): Promise<Finding[]> {
  const words = ['-format', '{{json .}}', '-shellcheck', shellcheck, '-pyflakes', ''];
  // Without files it asks git which repository this is.
  const files = fs.globSync(`${WORKFLOWS}/*.{yml,yaml}`, { cwd: root });
  const found = actionlintSchema.parse(JSON.parse(await run(actionlint, [...words, ...files], root)));
  return found.map(({ message, filepath, line }) => ({
    where: `${filepath}:${line}`,
    what: message,
    remedy: 'See what actionlint checks: https://github.com/rhysd/actionlint/blob/main/docs/checks.md',
  }));
}

/** What shellcheck says of scripts. @param scripts relative to `root` */
export async function runShellcheck(
  { shellcheck }: Linters,
  scripts: readonly string[],
  root: string,
): Promise<Finding[]> {
  const { comments } = shellcheckSchema.parse(
    JSON.parse(await run(shellcheck, ['--format', 'json1', '--', ...scripts], root)),
  );
  return comments.map(({ file, line, code, message }) => ({
    where: `${file}:${line}`,
    what: message,
    remedy: `See https://www.shellcheck.net/wiki/SC${code}`,
  }));
}

/** Shell scripts of the project at `root`, by ending, and those that have none. */
export function listScripts(root: string): string[] {
  const exclude = (entry: string): boolean => ['node_modules', '.firewatch', 'build', '.git'].includes(entry);
  return [...fs.globSync('**/*.sh', { cwd: root, exclude }), path.join('.ci', 'run')].sort();
}

/** @returns what a linter prints; it ends with 1 when it has found something */
function run(program: string, words: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, words, { cwd, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null || error.code === 1) resolve(stdout);
      else reject(new Error(`${path.basename(program)} failed: ${stderr || error.message}`, { cause: error }));
    });
  });
}

import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Finding } from '../check/finding';

const FILE = '.github/dependabot.yml';

/** Files with pinned versions, by what Dependabot calls their kind. */
const PINNING: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm',
  'go.mod': 'gomod',
  'pom.xml': 'maven',
  Dockerfile: 'docker',
  'docker-compose.yml': 'docker-compose',
};
const GENERATED = ['node_modules', 'build', '.firewatch', '.git', 'coverage'];

const schema = z.object({
  updates: z.array(
    z.looseObject({
      'package-ecosystem': z.string(),
      directory: z.string().optional(),
      directories: z.array(z.string()).optional(),
    }),
  ),
});

/** Files of the project at `root` that pin versions. @returns paths from the root, with `/` before them */
export function listPinningFiles(root: string): string[] {
  return Object.keys(PINNING)
    .flatMap((name) => fs.globSync(`**/${name}`, { cwd: root, exclude: (entry) => GENERATED.includes(entry) }))
    .map((file) => `/${file}`)
    .sort();
}

/**
 * Pinned versions that nobody would ever propose to raise, and entries of `.github/dependabot.yml` for what is not there.
 * @param files of {@link listPinningFiles}
 */
export function checkUpdates(text: string, files: readonly string[]): Finding[] {
  const entries = schema
    .parse(parse(text))
    .updates.flatMap(({ 'package-ecosystem': kind, directory, directories }) =>
      (directories ?? [directory ?? '/']).map((folder) => ({ kind, folder })),
    );
  const covers = ({ kind, folder }: (typeof entries)[number], file: string): boolean =>
    kind === PINNING[path.basename(file)] && path.matchesGlob(path.dirname(file), folder);
  return [
    ...files
      .filter((file) => !entries.some((entry) => covers(entry, file)))
      .map((file) => ({
        where: FILE,
        what: `the versions that ${file} pins are never raised`,
        remedy: `Enter its folder under package-ecosystem: ${PINNING[path.basename(file)] ?? ''}.`,
      })),
    ...entries
      .filter((entry) => entry.kind !== 'github-actions' && !files.some((file) => covers(entry, file)))
      .map(({ kind, folder }) => ({
        where: FILE,
        what: `there is nothing of ${kind} in ${folder}`,
        remedy: 'Take the entry out.',
      })),
  ];
}
